using Microsoft.Extensions.Time.Testing;
using Stepwell.Partitions;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Testing.Services;

/// <summary>A service over a real store in a folder of its own, under a clock that the test moves.</summary>
/// <param name="tables">Of the service; those of the partitions are added.</param>
internal abstract class ServiceServer<TService>(
    IEnumerable<Table> tables,
    Func<IStore, TimeProvider, TService> create,
    Func<TService, IReadOnlyCollection<IEntityKind>> kindsOf,
    Action<TService, PartitionRuntime> attach) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly StoreSchema _schema = new([.. PartitionTables.All, .. tables]);
    private readonly string _directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
    private readonly List<PartitionIncident> _incidents = [];
    private readonly SignallingScheduler _scheduler = new();
    private PartitionRuntime _partitions = null!;

    public TService Service { get; private set; } = default!;

    protected IStore Store { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public long NowMs => Clock.GetUtcNow().ToUnixTimeMilliseconds();

    public RequestContext Context { get; } = new() { AccountId = "000000000000", Region = "us-east-1", RequestId = "r", Host = "localhost" };

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
        using var lease = Store.RentReader();
        return lease.Reader.Range(table, RowRange.All).Count();
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

    protected async Task Open()
    {
        Store = TestStore.Open(_directory, _schema);
        Service = create(Store, Clock);
        _partitions = new PartitionRuntime(Store, kindsOf(Service), _scheduler, Clock, new Random(2), Report);
        attach(Service, _partitions);
        await _partitions.StartAsync().WaitAsync(Patience);
    }

    private async Task Close()
    {
        await _partitions.StopAsync().WaitAsync(Patience);
        Store.Dispose();
    }

    private void Report(PartitionIncident incident)
    {
        lock (_incidents)
            _incidents.Add(incident);
    }
}
