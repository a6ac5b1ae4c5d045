using System.Buffers.Text;
using System.Text;
using Stepwell.Services.StepFunctions.Api;

namespace Stepwell.Services.StepFunctions.Paging;

/// <summary>
/// Pagination tokens: opaque to clients, a list and the place after which it goes on, so they survive restarts and cost nothing to keep.
/// </summary>
internal static class PageToken
{
    public const int DefaultPageSize = 100;

    /// <param name="list">What is listed; a token of another list is refused.</param>
    public static string Format(string list, string after) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}\n{after}"));

    /// <summary>The place; null without a token.</summary>
    /// <exception cref="InvalidTokenException">The token is not of this list.</exception>
    public static string? Parse(string list, string? token)
    {
        if (token is null)
            return null;
        if (!Base64Url.IsValid(token))
            throw Invalid();
        var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('\n', 2);
        return parts.Length == 2 && parts[0] == list ? parts[1] : throw Invalid();
    }

    /// <summary>As <see cref="Parse"/>, for places that are numbers; null without a token.</summary>
    public static long? ParseNumber(string list, string? token) => Parse(list, token) is not { } place
        ? null
        : long.TryParse(place, out var number) ? number : throw Invalid();

    /// <summary>0 and absent stand for the default.</summary>
    public static int Size(int? maxResults) => maxResults is > 0 and var size ? size : DefaultPageSize;

    public static InvalidTokenException Invalid() => new("Invalid Token: 'Invalid token'");
}
