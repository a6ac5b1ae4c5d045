using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>What Kestrel takes connections from: those of all ports that come and go.</summary>
internal sealed class EnvironmentTransport : IConnectionListenerFactory, IConnectionListener
{
    private readonly Channel<ConnectionContext> _connections = Channel.CreateUnbounded<ConnectionContext>();

    /// <summary>Never bound: it stands for the ports.</summary>
    public static IPEndPoint Address { get; } = new(IPAddress.Loopback, 1);

    public EndPoint EndPoint => Address;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) => new(this);

    /// <summary>False: the server ends.</summary>
    public bool TryAdd(ConnectionContext connection) => _connections.Writer.TryWrite(connection);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _connections.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            if (_connections.Reader.TryRead(out var connection)) return connection;
        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _connections.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        _connections.Writer.TryComplete();
        while (_connections.Reader.TryRead(out var connection)) await connection.DisposeAsync().ConfigureAwait(false);
    }
}
