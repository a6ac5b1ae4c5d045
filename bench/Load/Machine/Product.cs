using System.Diagnostics;
using System.Net;
using Stepwell.Bench.Load.Generator;
using Stepwell.Testing;

namespace Stepwell.Bench.Load.Machine;

/// <summary>The product's server with a store of its own: in a folder, or a PostgreSQL that is started for it.</summary>
internal sealed class Product : IDisposable
{
    private readonly Options _options;
    private readonly string _folder;
    private readonly PostgresServer? _postgres;
    private readonly string? _database;
    private readonly BlockDevice _device;
    private ServerProcess _server;

    /// <summary>Starts it with an empty store.</summary>
    /// <param name="folder">For the data; made if it is missing.</param>
    public Product(Options options, string folder)
    {
        _options = options;
        _folder = Directory.CreateDirectory(folder).FullName;
        _device = BlockDevice.Of(_folder);
        _postgres = options.UsesPostgres ? new PostgresServer(Path.Combine(_folder, "postgres"), isDurable: true) : null;
        _database = _postgres?.TakeDatabase();
        _server = Launch();
    }

    public IPEndPoint Endpoint => _server.Endpoint;

    /// <summary>From the launch to the line that says that it is ready.</summary>
    public TimeSpan StartTime => _server.StartTime;

    /// <summary>Its own process, and those of its PostgreSQL.</summary>
    public IReadOnlyList<int> Processes =>
        _postgres is null ? [_server.Id] : [_server.Id, .. ProcessUsage.Family(_postgres.ProcessId)];

    public Meter StartMeter() => Meter.Start(Processes, _device);

    /// <summary>Waits until it does nothing any more.</summary>
    public async Task BecomeQuietAsync()
    {
        var before = ProcessUsage.Read(Processes, _device).CpuSeconds;
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System);
            var next = ProcessUsage.Read(Processes, _device).CpuSeconds;
            if (next - before < 0.02)
                return;
            before = next;
        }
    }

    /// <summary>How much the store takes on disk.</summary>
    public long StoredBytes() => _postgres is null
        ? new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length)
        : long.Parse(_postgres.Query(new Uri(_database!).AbsolutePath[1..], "SELECT pg_database_size(current_database())"));

    /// <summary>Ends it as <c>kill -9</c> does and starts it again. Returns the time from the launch to the first answer.</summary>
    public TimeSpan Restart()
    {
        _server.Dispose();
        var started = Stopwatch.GetTimestamp();
        _server = Launch();
        Client.Call(Endpoint, new Requests(Endpoint).ListStateMachines());
        return Stopwatch.GetElapsedTime(started);
    }

    public void Dispose()
    {
        _server.Dispose();
        _postgres?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private ServerProcess Launch()
    {
        string[] store = _database is null ? ["--data", _folder] : ["--store", _database];
        var keys = _options.AcceptedKeys.SelectMany(key => new[] { "--access-key", key });
        return ServerProcess.Start(_options.Server, ["up", .. store, .. keys]);
    }
}
