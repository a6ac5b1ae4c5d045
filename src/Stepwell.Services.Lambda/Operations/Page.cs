namespace Stepwell.Services.Lambda.Operations;

/// <summary>The first rows of a listing, and the last of them when there are more.</summary>
internal sealed record Page<T>(IReadOnlyList<T> Items, T? Last);

internal static class Page
{
    public static Page<T> Of<T>(IEnumerable<T> listed, int size)
    {
        var items = listed.Take(size + 1).ToList();
        if (items.Count <= size)
            return new Page<T>(items, default);
        items.RemoveAt(size);
        return new Page<T>(items, items[^1]);
    }
}
