using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Wire.Protocols;

namespace Stepwell.Wire.Http;

/// <summary>One request and its answer. Kestrel reuses it for the next request of the same connection, one after the other.</summary>
internal sealed class Exchange
{
    public IFeatureCollection Features { get; private set; } = null!;

    public IHttpRequestFeature Request { get; private set; } = null!;

    public string RequestId { get; private set; } = "";

    public RequestBody Body { get; } = new();

    public ResponseBuffer Response { get; } = new();

    public CancellationToken Aborted => Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;

    public void Begin(IFeatureCollection features, string requestId)
    {
        Features = features;
        Request = features.GetRequiredFeature<IHttpRequestFeature>();
        RequestId = requestId;
    }

    /// <summary>Sends what <see cref="Response"/> holds.</summary>
    /// <param name="contentType">Null: there is no content.</param>
    public ValueTask<FlushResult> SendAsync(int statusCode, string? contentType, DateTimeOffset? date)
    {
        var response = Features.GetRequiredFeature<IHttpResponseFeature>();
        response.StatusCode = statusCode;
        if (contentType is not null) response.Headers.ContentType = contentType;
        response.Headers["x-amzn-RequestId"] = RequestId;
        response.Headers.ContentLength = Response.Written.Length;
        // Kestrel adds the system's time by itself.
        if (date is { } now) response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
        return Features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(Response.Written);
    }

    /// <summary>Gives back the memory of a large answer; the rest waits for the connection's next request.</summary>
    public void End() => Response.Clear();
}
