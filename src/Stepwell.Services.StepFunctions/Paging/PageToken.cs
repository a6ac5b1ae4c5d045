using Stepwell.Services.StepFunctions.Api;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Paging;

/// <summary>Reads the tokens and sizes of pages, and refuses as this service does.</summary>
internal static class PageToken
{
    public const int DefaultPageSize = 100;

    /// <summary>The place; null without a token.</summary>
    /// <exception cref="InvalidTokenException">The token is not of this list.</exception>
    public static string? Parse(string list, string? token) =>
        token is null ? null : ListToken.TryParse(list, token, out var after) ? after : throw Invalid();

    /// <summary>As <see cref="Parse"/>, for places that are numbers; null without a token.</summary>
    public static long? ParseNumber(string list, string? token) => Parse(list, token) is not { } place
        ? null
        : long.TryParse(place, out var number) ? number : throw Invalid();

    /// <summary>0 and absent stand for the default.</summary>
    public static int Size(int? maxResults) => maxResults is > 0 and var size ? size : DefaultPageSize;

    public static InvalidTokenException Invalid() => new("Invalid Token: 'Invalid token'");
}
