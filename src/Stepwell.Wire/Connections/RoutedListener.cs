using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Stepwell.Wire.Connections;

/// <summary>What Kestrel accepts from: the connections of one protocol. The listener of the real endpoint also owns the router.</summary>
internal sealed class RoutedListener(EndPoint endPoint, Channel<ConnectionContext> connections, PrefaceRouter? unbind) : IConnectionListener
{
    public EndPoint EndPoint => endPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await connections.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            if (connections.Reader.TryRead(out var connection)) return connection;
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        connections.Writer.TryComplete();
        return unbind is null ? ValueTask.CompletedTask : unbind.UnbindAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        connections.Writer.TryComplete();
        // Kestrel stops accepting before it disposes; what it never took is ours to end.
        while (connections.Reader.TryRead(out var connection)) await connection.DisposeAsync().ConfigureAwait(false);
        if (unbind is not null) await unbind.DisposeAsync().ConfigureAwait(false);
    }
}
