using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Stepwell.Wire.Connections;

/// <summary>
/// Binds ports whose connections may begin with either HTTP/1.1 or the preface of HTTP/2. Kestrel is given two endpoints per port,
/// the real one for HTTP/1.1 and its <see cref="Http2Twin"/>, in this order.
/// </summary>
/// <param name="sockets">What really listens.</param>
/// <param name="time">The clock for the limit below.</param>
/// <param name="silenceLimit">How long a new connection may send nothing that shows its protocol.</param>
internal sealed class OnePortTransport(IConnectionListenerFactory sockets, TimeProvider time, TimeSpan silenceLimit)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    private readonly Dictionary<IPEndPoint, PrefaceRouter> _routers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The addresses that were bound, port 0 resolved.</summary>
    public IEnumerable<EndPoint> BoundEndPoints => _routers.Values.Select(router => router.EndPoint);

    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint or Http2Twin;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        if (endpoint is Http2Twin twin) return new RoutedListener(twin, _routers[twin.Real].Http2, unbind: null);
        var listener = await sockets.BindAsync(endpoint, cancellationToken).ConfigureAwait(false);
        var router = new PrefaceRouter(listener, time, silenceLimit);
        _routers.Add((IPEndPoint)endpoint, router);
        return new RoutedListener(listener.EndPoint, router.Http1, router);
    }
}
