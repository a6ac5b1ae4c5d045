using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Stepwell.Wire.SigV4;

namespace Stepwell.Hosting.Metrics;

/// <summary>
/// <c>GET /_stepwell/metrics</c>. Scrapers cannot sign as AWS clients do: where access keys are configured, one of them is given as user and
/// password of HTTP's Basic authentication.
/// </summary>
internal sealed class MetricsPage(MetricCollector collector, IReadOnlyList<AccessKey> accessKeys)
{
    public const string Path = "/_stepwell/metrics";

    private readonly byte[][] _credentials = [.. accessKeys.Select(key => Encoding.UTF8.GetBytes($"{key.Id}:{key.Secret}"))];

    public async Task Answer(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            response.Headers.Allow = "GET, HEAD";
            return;
        }
        if (!IsAllowed(request.Headers.Authorization.ToString()))
        {
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Basic realm=\"stepwell\", charset=\"UTF-8\"";
            return;
        }
        var isOpenMetrics = WantsOpenMetrics(request.Headers);
        var body = Encoding.UTF8.GetBytes(MetricsText.Of(collector.Collect(), isOpenMetrics));
        response.ContentType = isOpenMetrics ? MetricsText.OpenMetricsType : MetricsText.PlainType;
        response.ContentLength = body.Length;
        if (HttpMethods.IsGet(request.Method))
            await response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }

    private bool IsAllowed(string authorization)
    {
        if (_credentials.Length == 0)
            return true;
        const string Scheme = "Basic ";
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return false;
        var buffer = new byte[authorization.Length];
        if (!Convert.TryFromBase64String(authorization[Scheme.Length..].Trim(), buffer, out var length))
            return false;
        var isKnown = false;
        foreach (var credentials in _credentials)
            isKnown |= CryptographicOperations.FixedTimeEquals(credentials, buffer.AsSpan(0, length));
        return isKnown;
    }

    /// <summary>Whether it is asked for before plain text.</summary>
    private static bool WantsOpenMetrics(IHeaderDictionary headers)
    {
        if (!MediaTypeHeaderValue.TryParseList(headers.Accept, out var accepted))
            return false;
        double open = 0, plain = 0;
        foreach (var type in accepted)
        {
            if (type.MediaType.Equals("application/openmetrics-text", StringComparison.OrdinalIgnoreCase))
                open = Math.Max(open, type.Quality ?? 1);
            else if (type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase))
                plain = Math.Max(plain, type.Quality ?? 1);
        }
        return open > 0 && open >= plain;
    }
}
