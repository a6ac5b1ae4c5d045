using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Stepwell.Wire;

/// <summary>
/// Tokens of listings: opaque to clients, the listing and the place after which it goes on, so they survive restarts and cost nothing to keep.
/// </summary>
public static class ListToken
{
    /// <param name="list">What is listed; a token of another list is refused.</param>
    public static string Format(string list, string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}\n{after}"));

    /// <summary>Whether it is one of this list.</summary>
    public static bool TryParse(string list, string token, [NotNullWhen(true)] out string? after)
    {
        after = null;
        if (!Base64Url.IsValid(token))
            return false;
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        if (text.Length <= list.Length || text[list.Length] != '\n' || !text.StartsWith(list, StringComparison.Ordinal))
            return false;
        after = text[(list.Length + 1)..];
        return true;
    }
}
