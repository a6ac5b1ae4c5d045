namespace Stepwell.Wire.SigV4;

/// <summary>Looks into a raw request target without taking it apart.</summary>
internal static class QueryText
{
    /// <summary>What follows the question mark; empty if there is none.</summary>
    public static ReadOnlySpan<char> Of(string rawTarget)
    {
        var mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? default : rawTarget.AsSpan(mark + 1);
    }

    /// <summary>The path of a target in origin form (<c>/a?b</c>) or in absolute form (<c>http://host/a?b</c>).</summary>
    public static ReadOnlySpan<char> PathOf(string rawTarget)
    {
        var mark = rawTarget.IndexOf('?', StringComparison.Ordinal);
        var path = mark < 0 ? rawTarget : rawTarget.AsSpan(0, mark);
        if (path.StartsWith("/")) return path;
        var authority = path.IndexOf("://", StringComparison.Ordinal);
        if (authority < 0) return path;
        path = path[(authority + 3)..];
        var slash = path.IndexOf('/');
        return slash < 0 ? "/" : path[slash..];
    }

    public static bool Has(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.StartsWith(name, StringComparison.Ordinal) && (pair.Length == name.Length || pair[name.Length] == '=')) return true;
        }

        return false;
    }

    /// <summary>The decoded value of the first parameter of this name, or an empty text.</summary>
    public static string Get(ReadOnlySpan<char> query, string name)
    {
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            if (pair.Length > name.Length && pair[name.Length] == '=' && pair.StartsWith(name, StringComparison.Ordinal))
                return Uri.UnescapeDataString(pair[(name.Length + 1)..]);
        }

        return "";
    }
}
