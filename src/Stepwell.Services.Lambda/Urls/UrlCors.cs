using System.Globalization;
using Microsoft.AspNetCore.Http;
using Stepwell.Services.Lambda.Api;

namespace Stepwell.Services.Lambda.Urls;

/// <summary>What a function URL's configuration says to browsers; it takes the place of what the function says itself.</summary>
internal static class UrlCors
{
    /// <returns>Whether that is the whole answer: the request only asked what is allowed.</returns>
    public static bool Apply(Cors cors, HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        var isPreflight = HttpMethods.IsOptions(http.Request.Method) && http.Request.Headers.ContainsKey("access-control-request-method");
        if (origin.Length == 0 || cors.AllowOrigins?.Any(allowed => allowed == "*" || allowed.Equals(origin, StringComparison.OrdinalIgnoreCase)) is not true)
            return isPreflight;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = cors.AllowOrigins.Contains("*") && cors.AllowCredentials is not true ? "*" : origin;
        if (cors.AllowCredentials is true)
            headers.AccessControlAllowCredentials = "true";
        if (cors.ExposeHeaders is { Count: > 0 } exposed)
            headers.AccessControlExposeHeaders = string.Join(',', exposed);
        if (!isPreflight)
            return false;
        if (cors.AllowMethods is { Count: > 0 } methods)
            headers.AccessControlAllowMethods = string.Join(',', methods);
        if (cors.AllowHeaders is { Count: > 0 } allowedHeaders)
            headers.AccessControlAllowHeaders = string.Join(',', allowedHeaders);
        if (cors.MaxAge is { } seconds)
            headers.AccessControlMaxAge = seconds.ToString(CultureInfo.InvariantCulture);
        return true;
    }
}
