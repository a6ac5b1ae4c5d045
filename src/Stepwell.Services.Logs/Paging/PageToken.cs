using System.Buffers.Text;
using System.Text;
using Stepwell.Services.Logs.Api;

namespace Stepwell.Services.Logs.Paging;

/// <summary>Tokens of listings: the listing and the place after which it goes on, so they survive restarts and cost nothing to keep.</summary>
internal static class PageToken
{
    /// <param name="list">What is listed; a token of another list is refused.</param>
    public static string Format(string list, string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}\n{after}"));

    /// <summary>The place; null without a token.</summary>
    /// <exception cref="InvalidParameterException">The token is not of this list.</exception>
    public static string? Parse(string list, string? token)
    {
        if (token is null)
            return null;
        if (!Base64Url.IsValid(token))
            throw Invalid();
        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token));
        return text.Length > list.Length && text[list.Length] == '\n' && text.StartsWith(list, StringComparison.Ordinal)
            ? text[(list.Length + 1)..]
            : throw Invalid();
    }

    public static InvalidParameterException Invalid() => new("The specified nextToken is invalid.");
}
