using System.Net;

namespace Stepwell.Wire.Connections;

/// <summary>
/// An endpoint that is never bound: the HTTP/2 side of a real one. Kestrel speaks one cleartext protocol per endpoint, so each port
/// needs two of them.
/// </summary>
internal sealed class Http2Twin(IPEndPoint real) : EndPoint
{
    public IPEndPoint Real { get; } = real;

    public override string ToString() => Real + " (h2c)";
}
