using Microsoft.Extensions.Primitives;

namespace Stepwell.Wire.Rest;

/// <summary>What requests say about content: what they bring, and what they would take.</summary>
internal static class MediaTypes
{
    /// <summary>Whether the type is the demanded one, whatever its parameters.</summary>
    public static bool Is(ReadOnlySpan<char> type, string demanded)
    {
        var end = type.IndexOf(';');
        return (end < 0 ? type : type[..end]).Trim().Equals(demanded, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a client that sent these headers <c>Accept</c> takes the type; without one it takes everything.</summary>
    public static bool Accepts(StringValues accept, string type)
    {
        if (accept.Count == 0) return true;
        foreach (var header in accept)
            foreach (var range in header.AsSpan().Split(','))
                if (Matches(header.AsSpan()[range], type)) return true;
        return false;
    }

    private static bool Matches(ReadOnlySpan<char> wanted, string type)
    {
        var end = wanted.IndexOf(';');
        wanted = (end < 0 ? wanted : wanted[..end]).Trim();
        return wanted is "*/*" or "*"
            || wanted.Equals(type, StringComparison.OrdinalIgnoreCase)
            || (wanted.EndsWith("/*") && type.AsSpan().StartsWith(wanted[..^1], StringComparison.OrdinalIgnoreCase));
    }
}
