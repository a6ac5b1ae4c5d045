using System.Collections.Concurrent;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Remembers what pictures mean, since most are literals that are used again and again. Holds a bounded number; thread-safe.</summary>
internal sealed class PictureCache<T>(Func<string, T> analyse)
    where T : class
{
    private const int MostEntries = 256;
    private const int LongestPicture = 200;

    private readonly ConcurrentDictionary<string, T> _entries = new(StringComparer.Ordinal);

    public T Get(string picture)
    {
        if (_entries.TryGetValue(picture, out var known)) return known;
        PictureLength.Check(picture);
        var analysed = analyse(picture);
        if (_entries.Count >= MostEntries) _entries.Clear();
        if (picture.Length <= LongestPicture) _entries.TryAdd(picture, analysed);
        return analysed;
    }
}
