namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Follows groups and repetitions, to know which groups have ended, whether repetitions are nested, and how large they are.</summary>
internal sealed class RegexRepetition
{
    /// <summary>The engine without backtracking unrolls counts; beyond this that costs more than it saves.</summary>
    private const long MostUnrolled = 1000;

    private readonly Stack<(bool Repeats, int Number)> _enclosing = new();
    private readonly HashSet<int> _closed = [];
    private bool _repeatsHere;
    private bool _repeatsInGroupBefore;
    private long _unrolled = 1;

    /// <summary>Whether something that repeats is repeated, where backtracking may take exponential time.</summary>
    public bool IsNested { get; private set; }

    public bool IsSmall => _unrolled <= MostUnrolled;

    /// <param name="number">The group's number, 0 when it does not capture.</param>
    public void Open(int number = 0)
    {
        _enclosing.Push((_repeatsHere, number));
        _repeatsHere = false;
    }

    public void Close()
    {
        _repeatsInGroupBefore = _repeatsHere;
        if (!_enclosing.TryPop(out var outside)) return;
        _repeatsHere |= outside.Repeats;
        _closed.Add(outside.Number);
    }

    /// <summary>Whether the group with that number has ended before this place.</summary>
    public bool IsClosed(int number) => _closed.Contains(number);

    /// <summary>What stands before is repeated up to that often.</summary>
    public void Repeat(int most, int least = 0)
    {
        if (most <= 1) return;
        IsNested |= _repeatsInGroupBefore;
        _repeatsHere = true;
        var count = most == int.MaxValue ? Math.Max(1, least) : most;
        _unrolled = Math.Min(_unrolled * count, MostUnrolled + 1);
    }
}
