using Microsoft.AspNetCore.Http;
using Stepwell.Functions;
using Stepwell.Json;

namespace Stepwell.Services.Lambda.Urls;

/// <summary>Sends what a function streams on to the client, once it has said with what status and headers.</summary>
internal sealed class UrlStream(HttpResponse response) : IResponseStream
{
    /// <summary>A response of this type begins with JSON of status and headers, which eight zeros end.</summary>
    private const string WithHead = "application/vnd.awslambda.http-integration-response";

    private const int Zeros = 8;
    private const int MaxHeadBytes = 65_536;

    private List<byte>? _head;

    /// <summary>Whether anything was streamed.</summary>
    public bool IsBegun { get; private set; }

    public ValueTask Start(string? contentType, CancellationToken cancellation)
    {
        IsBegun = true;
        if (contentType == WithHead)
            _head = [];
        else
            response.ContentType = contentType ?? "application/octet-stream";
        return default;
    }

    public async ValueTask Write(ReadOnlyMemory<byte> part, CancellationToken cancellation)
    {
        if (_head is not null)
            part = TakeHead(part);
        if (part.IsEmpty)
            return;
        await response.Body.WriteAsync(part, cancellation).ConfigureAwait(false);
        await response.Body.FlushAsync(cancellation).ConfigureAwait(false);
    }

    /// <returns>What follows the head.</returns>
    private ReadOnlyMemory<byte> TakeHead(ReadOnlyMemory<byte> part)
    {
        var before = _head!.Count;
        _head.AddRange(part.Span);
        var end = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_head).IndexOf(new byte[Zeros]);
        if (end < 0 && _head.Count <= MaxHeadBytes)
            return default;
        var bytes = _head.ToArray();
        _head = null;
        var head = end >= 0 && JsonValue.TryParse(bytes.AsMemory(0, end), out var value, out _) && value.IsObject ? UrlAnswer.Head(value) : null;
        (head ?? UrlAnswer.Failure(StatusCodes.Status502BadGateway, "Internal Server Error")).WriteHead(response);
        return head is null ? default : part[Math.Max(0, end + Zeros - before)..];
    }
}
