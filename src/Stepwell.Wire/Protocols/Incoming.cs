using Microsoft.AspNetCore.Http.Features;

namespace Stepwell.Wire.Protocols;

/// <summary>A request as it is decoded.</summary>
/// <param name="operation">What it calls.</param>
/// <param name="body">Unpacked; for queries the fields.</param>
/// <param name="request">For the protocols that read paths and headers too.</param>
internal readonly ref struct Incoming(Operation operation, ReadOnlySpan<byte> body, IHttpRequestFeature request)
{
    public Operation Operation => operation;

    public ReadOnlySpan<byte> Body { get; } = body;

    public IHttpRequestFeature Request => request;
}
