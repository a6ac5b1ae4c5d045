using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Stepwell.Wire.Connections;

namespace Stepwell.Wire.Http;

/// <summary>
/// The listener that all services share. Create, start, and dispose when the process ends. Built on Kestrel alone: neither a host nor a
/// service container has to come up before the first answer.
/// </summary>
public sealed class WireServer : IAsyncDisposable
{
    private readonly WireApplication _application;
    private readonly OnePortTransport _transport;
    private readonly KestrelServer _kestrel;
    private readonly ILogger _logger;

    public WireServer(WireServerOptions options)
    {
        _logger = options.LoggerFactory.CreateLogger<WireServer>();
        _application = new WireApplication(options, _logger);
        var sockets = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), options.LoggerFactory);
        _transport = new OnePortTransport(sockets, options.Time, options.SilenceLimit);
        _kestrel = new KestrelServer(Options.Create(KestrelOptions(options.Endpoints)), _transport, options.LoggerFactory);
    }

    /// <summary>The addresses it listens on, with the ports that were chosen. Known once started.</summary>
    public IReadOnlyList<IPEndPoint> Endpoints { get; private set; } = [];

    /// <exception cref="IOException">An address is taken or not ours.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _kestrel.StartAsync(_application, cancellationToken).ConfigureAwait(false);
        Endpoints = [.. _transport.BoundEndPoints.Cast<IPEndPoint>()];
        foreach (var endpoint in Endpoints) Log.Listening(_logger, endpoint);
    }

    /// <summary>
    /// Takes no new connections, lets running requests finish until <paramref name="deadline"/> is cancelled, then cuts the rest off.
    /// </summary>
    public Task StopAsync(CancellationToken deadline = default) => _kestrel.StopAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        await _kestrel.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(false);
        _kestrel.Dispose();
    }

    private static KestrelServerOptions KestrelOptions(IEnumerable<IPEndPoint> endpoints)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        // The limit is ours: it has to be answered in the protocol of the request.
        options.Limits.MaxRequestBodySize = null;
        foreach (var endpoint in endpoints)
        {
            options.Listen(endpoint, listen => listen.Protocols = HttpProtocols.Http1);
            options.Listen(new Http2Twin(endpoint), listen => listen.Protocols = HttpProtocols.Http2);
        }

        return options;
    }
}
