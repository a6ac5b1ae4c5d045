using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stepwell.Functions.Environments;

namespace Stepwell.Functions.RuntimeApi;

/// <summary>
/// The Runtime API of all environments: one Kestrel, and a port of the loopback interface for each environment, because runtimes are told a host
/// and a port and nothing else by which they could be told apart.
/// </summary>
internal sealed class RuntimeApiServer : IAsyncDisposable
{
    private readonly EnvironmentTransport _transport = new();
    private readonly SocketConnectionContextFactory _connections;
    private readonly KestrelServer _kestrel;

    public RuntimeApiServer(ILoggerFactory loggers)
    {
        // The reads of a connection go on where they come in: an invocation passes through few threads.
        var sockets = new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = true };
        _connections = new SocketConnectionContextFactory(sockets, loggers.CreateLogger<RuntimeApiServer>());
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null;
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        // A frozen process says nothing for as long as it is frozen.
        options.Limits.KeepAliveTimeout = TimeSpan.FromDays(365);
        options.Limits.RequestHeadersTimeout = TimeSpan.FromDays(365);
        options.Listen(EnvironmentTransport.Address, listen => listen.Protocols = HttpProtocols.Http1);
        _kestrel = new KestrelServer(Options.Create(options), _transport, loggers);
    }

    public Task Start() => _kestrel.StartAsync(new RuntimeApiApplication(), CancellationToken.None);

    /// <summary>Listens for the processes of one environment.</summary>
    /// <exception cref="SocketException">There is no port left.</exception>
    public RuntimeEndpoint Open(ExecutionEnvironment environment)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Listen();
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        return new RuntimeEndpoint(socket, environment, _connections, _transport);
    }

    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _kestrel.Dispose();
        _connections.Dispose();
    }
}
