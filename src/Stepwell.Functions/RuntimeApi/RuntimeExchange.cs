using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>A request of a process in an environment, and the answer to it.</summary>
internal sealed class RuntimeExchange(IFeatureCollection features)
{
    private static readonly byte[] Ok = "{\"status\":\"OK\"}\n"u8.ToArray();

    private readonly IHttpRequestFeature _request = features.GetRequiredFeature<IHttpRequestFeature>();
    private readonly IHttpResponseFeature _response = features.GetRequiredFeature<IHttpResponseFeature>();

    public string Method => _request.Method;

    public string Path => _request.Path;

    public IHeaderDictionary RequestHeaders => _request.Headers;

    public IHeaderDictionary ResponseHeaders => _response.Headers;

    public PipeReader Body => features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;

    public CancellationToken Gone => features.GetRequiredFeature<IHttpRequestLifetimeFeature>().RequestAborted;

    public bool IsGone => Gone.IsCancellationRequested;

    /// <summary>A header after the body; null: there is none.</summary>
    public string? Trailer(string name)
    {
        var trailers = features.Get<IHttpRequestTrailersFeature>();
        return trailers is { Available: true } && trailers.Trailers.TryGetValue(name, out var value) && value.Count > 0 ? value[0] : null;
    }

    /// <summary>The body, in a buffer of its own; null: it has more than the most.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadBody(int mostBytes)
    {
        var body = Body;
        while (true)
        {
            var read = await body.ReadAsync().ConfigureAwait(false);
            if (read.Buffer.Length > mostBytes)
            {
                body.AdvanceTo(read.Buffer.End);
                if (!read.IsCompleted) await Skip().ConfigureAwait(false);
                return null;
            }

            if (read.IsCompleted)
            {
                ReadOnlyMemory<byte> bytes = read.Buffer.ToArray();
                body.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Takes what is left of the body, so that the client gets to read the answer.</summary>
    public async ValueTask Skip()
    {
        while (true)
        {
            var read = await Body.ReadAsync().ConfigureAwait(false);
            Body.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
        }
    }

    public Task Accepted() => Send(StatusCodes.Status202Accepted, Ok);

    public Task Forbidden(string errorType, string message) => Refuse(StatusCodes.Status403Forbidden, errorType, message);

    public Task Refuse(int status, string errorType, string message) => Send(status, Fault.Of(errorType, message).ToPayload(""));

    public Task NotFound()
    {
        _response.Headers.ContentType = "text/plain; charset=utf-8";
        return Send(StatusCodes.Status404NotFound, "404 page not found\n"u8.ToArray());
    }

    public async Task Send(int status, ReadOnlyMemory<byte> body)
    {
        _response.StatusCode = status;
        var headers = _response.Headers;
        if (headers.ContentType.Count == 0) headers.ContentType = "application/json";
        headers.ContentLength = body.Length;
        var response = features.GetRequiredFeature<IHttpResponseBodyFeature>();
        await response.Writer.WriteAsync(body, Gone).ConfigureAwait(false);
        await response.CompleteAsync().ConfigureAwait(false);
    }

    public Task SendJson(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Send(StatusCodes.Status200OK, bytes.WrittenMemory);
    }
}
