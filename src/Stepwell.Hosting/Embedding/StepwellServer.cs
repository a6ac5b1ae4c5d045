using System.Net;

namespace Stepwell.Hosting.Embedding;

/// <summary>A whole Stepwell in this process. Dispose stops it as <see cref="StopAsync"/> does. Thread-safe.</summary>
public sealed class StepwellServer : IAsyncDisposable
{
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    private readonly Server _server;
    private readonly TimeProvider _time;
    private readonly Lazy<Task> _stopped;

    private StepwellServer(Server server, TimeProvider time)
    {
        (_server, _time) = (server, time);
        Endpoint = new Uri($"http://{server.Endpoint}");
        _stopped = new Lazy<Task>(Stop);
    }

    /// <summary>What AWS's SDKs take as their endpoint.</summary>
    public Uri Endpoint { get; }

    /// <summary>Complete when the server answers. Queued events of an earlier life may run before that.</summary>
    /// <exception cref="ConfigurationException">The options do not go together.</exception>
    /// <exception cref="Wire.AwsException">A handler's name or timeout is none that Lambda takes, or the function is there and no handler.</exception>
    /// <exception cref="Store.StoreException">The data directory or the database cannot be used.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<StepwellServer> StartAsync(StepwellOptions options)
    {
        var server = await Server.Start(
            new ServerOptions(new IPEndPoint(IPAddress.Loopback, options.Port), options.DataDirectory, options.StoreAddress, options.AccessKeys, null)
            {
                Time = options.Time,
                Loggers = options.Loggers,
                Functions = options.Functions,
                FunctionRegion = options.Region,
            }).ConfigureAwait(false);
        return new StepwellServer(server, options.Time);
    }

    /// <summary>Takes no more requests, gives those under way ten seconds, and makes everything accepted durable. Queued events stay queued.</summary>
    public Task StopAsync() => _stopped.Value;

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private async Task Stop()
    {
        try
        {
            using var deadline = new CancellationTokenSource(StopLimit, _time);
            await _server.Stop(deadline.Token).ConfigureAwait(false);
        }
        finally
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }
    }
}
