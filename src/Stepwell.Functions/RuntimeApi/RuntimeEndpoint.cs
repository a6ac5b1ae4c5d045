using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Stepwell.Functions.Environments;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>The port of one environment. Its connections carry the environment as a feature.</summary>
internal sealed class RuntimeEndpoint : IAsyncDisposable
{
    private readonly Socket _socket;
    private readonly ExecutionEnvironment _environment;
    private readonly SocketConnectionContextFactory _connections;
    private readonly EnvironmentTransport _transport;
    private readonly Task _accepting;

    public RuntimeEndpoint(
        Socket socket, ExecutionEnvironment environment, SocketConnectionContextFactory connections, EnvironmentTransport transport)
    {
        (_socket, _environment, _connections, _transport) = (socket, environment, connections, transport);
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        _accepting = Accept();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        await _accepting.ConfigureAwait(false);
    }

    private async Task Accept()
    {
        while (true)
        {
            Socket accepted;
            try
            {
                accepted = await _socket.AcceptAsync().ConfigureAwait(false);
            }
            catch (Exception over) when (over is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                return;
            }
            catch (SocketException)
            {
                // A client that left before it was accepted.
                continue;
            }

            accepted.NoDelay = true;
            var connection = _connections.Create(accepted);
            connection.Features.Set(_environment);
            if (!_transport.TryAdd(connection)) await Drop(connection).ConfigureAwait(false);
        }
    }

    private static ValueTask Drop(ConnectionContext connection)
    {
        connection.Abort();
        return connection.DisposeAsync();
    }
}
