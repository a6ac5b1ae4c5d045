using Stepwell.Services.Logs.Api;
using Stepwell.Wire;

namespace Stepwell.Services.Logs.Paging;

/// <summary>Reads the tokens of listings, and refuses as this service does.</summary>
internal static class PageToken
{
    /// <summary>The place; null without a token.</summary>
    /// <exception cref="InvalidParameterException">The token is not of this list.</exception>
    public static string? Parse(string list, string? token) =>
        token is null ? null : ListToken.TryParse(list, token, out var after) ? after : throw Invalid();

    public static InvalidParameterException Invalid() => new("The specified nextToken is invalid.");
}
