using Microsoft.Extensions.Time.Testing;
using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;
using Stepwell.Testing;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Tests.Support;

/// <summary>The service over a real store in a folder of its own, under a clock that the test moves.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly StoreSchema Schema = new([.. PartitionTables.All, .. Tables.All]);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
    private readonly List<PartitionIncident> _incidents = [];
    private readonly SignallingScheduler _scheduler = new();
    private IStore _store = null!;
    private PartitionRuntime _partitions = null!;

    private Server()
    {
    }

    public CloudWatchService Service { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public RequestContext Context { get; } = new() { AccountId = "000000000000", Region = "us-east-1", RequestId = "r", Host = "localhost" };

    public static async Task<Server> Start()
    {
        var server = new Server();
        await server.Open();
        return server;
    }

    /// <summary>Closes the store and starts anew with what is in it.</summary>
    public async Task Restart()
    {
        await Close();
        await Open();
    }

    /// <summary>Rows of a table, expired and orphaned ones included.</summary>
    public int Count<TRow>(Table<TRow> table)
        where TRow : class
    {
        using var lease = _store.RentReader();
        return lease.Reader.Range(table, RowRange.All).Count();
    }

    /// <summary>Datapoints of a resolution.</summary>
    public int CountOf(long resolution)
    {
        using var lease = _store.RentReader();
        return lease.Reader.Range(Tables.Datapoints, RowRange.All).Count(row => row.Resolution == resolution);
    }

    /// <summary>Moves the clock in steps until something holds; each step waits until a partition has done something.</summary>
    public async Task AdvanceUntil(TimeSpan step, string what, Func<bool> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Waited in vain: {what}.");
            var next = _scheduler.Next;
            Clock.Advance(step);
            await Task.WhenAny(next, Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        TestStore.Delete(_directory);
        Assert.Empty(_incidents);
    }

    private async Task Open()
    {
        _store = TestStore.Open(_directory, Schema);
        Service = new CloudWatchService(_store, Clock);
        _partitions = new PartitionRuntime(_store, Service.Kinds, _scheduler, Clock, new Random(2), Report);
        Service.Attach(_partitions);
        await _partitions.StartAsync().WaitAsync(Patience);
    }

    private async Task Close()
    {
        await _partitions.StopAsync().WaitAsync(Patience);
        _store.Dispose();
    }

    private void Report(PartitionIncident incident)
    {
        lock (_incidents)
            _incidents.Add(incident);
    }
}
