using Microsoft.AspNetCore.Http;

namespace Stepwell.Wire.SigV4;

/// <summary>The parts of a request that a signature covers.</summary>
/// <param name="method">As sent.</param>
/// <param name="rawTarget">The request target as sent: path and query undecoded, or the absolute form that proxies get.</param>
/// <param name="headers">All headers; over HTTP/2 the authority stands as <c>Host</c>.</param>
/// <param name="body">The bytes as sent, before any decompression.</param>
public readonly ref struct SignedRequest(string method, string rawTarget, IHeaderDictionary headers, ReadOnlySpan<byte> body)
{
    public string Method { get; } = method;

    public string RawTarget { get; } = rawTarget;

    public IHeaderDictionary Headers { get; } = headers;

    public ReadOnlySpan<byte> Body { get; } = body;
}
