using System.Globalization;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Streams;

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
        AddHeaders(response, date);
        // HTTP allows such an answer neither a body nor its length.
        if (statusCode == StatusCodes.Status204NoContent) return default;
        response.Headers.ContentLength = Response.Written.Length;
        return Features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer.WriteAsync(Response.Written);
    }

    /// <summary>Sends the headers, and then what comes as it comes.</summary>
    public async ValueTask StreamAsync(StreamedAnswer stream, DateTimeOffset? date)
    {
        var response = Features.GetRequiredFeature<IHttpResponseFeature>();
        if (response.Headers.ContentType.Count == 0) response.Headers.ContentType = stream.ContentType;
        AddHeaders(response, date);
        var body = Features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await body.StartAsync(Aborted).ConfigureAwait(false);
        await body.Writer.FlushAsync(Aborted).ConfigureAwait(false);
        await stream.WriteAsync(body.Writer, Aborted).ConfigureAwait(false);
    }

    private void AddHeaders(IHttpResponseFeature response, DateTimeOffset? date)
    {
        response.Headers["x-amzn-RequestId"] = RequestId;
        // Kestrel adds the system's time by itself.
        if (date is { } now) response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>Gives back the memory of a large answer; the rest waits for the connection's next request.</summary>
    public void End() => Response.Clear();
}
