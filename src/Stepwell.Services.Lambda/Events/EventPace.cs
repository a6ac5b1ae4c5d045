using Stepwell.Functions;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;

namespace Stepwell.Services.Lambda.Events;

/// <summary>
/// How many events of a queue may run at a time. It begins with what keeps this machine busy; functions that take long get more bit by bit, as on
/// AWS up to the concurrency that is theirs; refusals make it fewer. So what is refused is a few events, not the backlog.
/// </summary>
/// <param name="usual">To begin with.</param>
/// <param name="memoryMegabytes">What environments of the function may take together.</param>
/// <remarks>Only the loop of the queue's partition uses it, but for <see cref="Heed"/>.</remarks>
internal sealed class EventPace(int usual, long memoryMegabytes)
{
    /// <summary>Functions that take longer than this get more.</summary>
    public static readonly TimeSpan GrowthPause = TimeSpan.FromSeconds(1);

    private const long Unknown = long.MaxValue;

    private readonly int _usual = usual;
    private int _allowed = usual;
    private long _limit = Unknown;
    private int _ended;

    public int Most => (int)Math.Min(_allowed, Volatile.Read(ref _limit));

    public bool MayGrow => _allowed < Volatile.Read(ref _limit);

    /// <summary>Whether a <see cref="GrowQueue"/> is on its way.</summary>
    public bool IsWatched { get; private set; }

    /// <summary>Learns what the function may have. Thread-safe.</summary>
    public void Heed(FunctionTarget target)
    {
        // A program that runs elsewhere takes no memory here.
        var room = target.Spec.Code is FunctionCode.Package ? Math.Max(_usual, memoryMegabytes / target.Spec.MemoryMegabytes) : Unknown;
        Volatile.Write(ref _limit, Math.Max(1, Math.Min(target.ReservedConcurrency ?? ConcurrencyDecisions.AccountLimit, room)));
    }

    /// <summary>Begins to count what ends until <see cref="Grow"/>.</summary>
    public void Watch()
    {
        IsWatched = true;
        _ended = 0;
    }

    public void Grow()
    {
        IsWatched = false;
        var limit = Volatile.Read(ref _limit);
        if (limit == Unknown)
            return;
        // What ends within the pause is not slow: more of it at a time would only share the processors.
        if (_allowed < _usual)
            _allowed = Math.Min(_usual, 2 * _allowed);
        else if (_ended < _allowed)
            _allowed = (int)Math.Min(Math.Max(limit, _usual), _allowed + _usual);
    }

    /// <summary>Nothing waits any more.</summary>
    public void Relax() => _allowed = _usual;

    /// <param name="running">How many ran, the one that is over included.</param>
    public void Ended(AttemptResult result, int running)
    {
        _ended++;
        if (result is AttemptResult.NotNow)
            _allowed = Math.Max(1, Math.Min(_allowed, running - 1));
    }
}
