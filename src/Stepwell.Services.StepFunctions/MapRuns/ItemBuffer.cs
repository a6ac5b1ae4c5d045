using Stepwell.Json;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Items that the reader has read ahead, by page, so that the place of the next one can be kept and found again.</summary>
/// <param name="lowMark">With fewer items than these the next page is wanted.</param>
internal sealed class ItemBuffer(int lowMark)
{
    private readonly Queue<(string? Cursor, IReadOnlyList<JsonValue> Items)> _pages = new();
    private int _offset;
    private int _count;

    public int Count => _count;

    public bool WantsMore => _count < lowMark;

    /// <summary>Where the first item is: the cursor of its page, and how many of that page are gone.</summary>
    public (string? Cursor, long Offset) Place(string? end) => _pages.TryPeek(out var page) ? (page.Cursor, _offset) : (end, 0);

    /// <param name="skip">Items of the page that have been taken before.</param>
    public void Add(string? cursor, IReadOnlyList<JsonValue> items, int skip)
    {
        if (items.Count <= skip)
            return;
        if (_pages.Count == 0)
            _offset = skip;
        _pages.Enqueue((cursor, items));
        _count += items.Count - skip;
    }

    public JsonValue Peek(int index)
    {
        index += _offset;
        foreach (var (_, items) in _pages)
        {
            if (index < items.Count)
                return items[index];
            index -= items.Count;
        }
        return default;
    }

    public void Take(int count)
    {
        _count -= count;
        _offset += count;
        while (_pages.TryPeek(out var page) && _offset >= page.Items.Count)
        {
            _offset -= page.Items.Count;
            _pages.Dequeue();
        }
    }

    public void Clear()
    {
        _pages.Clear();
        _offset = 0;
        _count = 0;
    }
}
