using System.Text;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Store;
using Stepwell.Store.Memory;

namespace Stepwell.Partitions.Tests.Bank;

/// <summary>
/// A bank, its clients, its clock and its disk on one thread, in an order that the seed decides. All limits of the runtime are so low
/// that they are met all the time.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const int AccountCount = 6;
    private const int OperationCount = 24;
    private const int MostSteps = 50_000;

    private static readonly PartitionOptions Options = new()
    {
        MailboxCapacity = 6,
        CommandsPerBatch = 3,
        BatchesInFlight = 2,
        CachedEntities = 2,
        MessagesInFlight = 2,
        LocalMessagesPerBatch = 1,
        WakesPerRead = 2,
        WakeHorizon = TimeSpan.FromSeconds(2),
    };

    private readonly Random _random;
    private readonly bool _hasFaults;
    private readonly Client _client;
    private FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly StringBuilder _trace = new();
    private MemoryStore _store;
    private SeededScheduler _scheduler;
    private PartitionRuntime _runtime;

    /// <param name="hasFaults">Commits fail now and then, and crashes follow the first.</param>
    public Simulation(int seed, bool hasFaults, (long WritePoint, CrashPoint Point)? crash)
    {
        _random = new Random(seed);
        _hasFaults = hasFaults;
        _client = new Client(_random, AccountCount, OperationCount);
        _store = new MemoryStore(Tables.Schema, partitionCount: 3);
        if (crash is { } at)
            _store.CrashAt(at.WritePoint, at.Point);
        (_scheduler, _runtime) = Boot();
    }

    public long WritePoints => _store.WritePoint;

    /// <summary>All that happened, and what was durable in the end.</summary>
    public string Trace => _trace.ToString();

    /// <summary>Runs until every operation is acknowledged and nothing is owed, then audits the books.</summary>
    public void Run()
    {
        for (var step = 0; !_client.IsDone; step++)
        {
            Assert.True(step < MostSteps, "The bank does not come to an end.");
            Step();
        }

        for (var quiet = 0; quiet < 20; quiet++)
        {
            Settle();
            _clock.Advance(TimeSpan.FromSeconds(2));
        }

        Settle();
        Audit.CheckAll(_store, _client);
        _trace.AppendLine(Audit.Dump(_store));
    }

    public void Dispose() => _store.Dispose();

    private void Step()
    {
        switch (_random.Next(10))
        {
            case < 3:
                Note("ask " + _client.AskNext(_runtime, _random));
                break;
            case < 7:
                _scheduler.RunOne();
                break;
            case < 9:
                Note($"commit {_store.CommitPending(_random.Next(1, 5))}");
                break;
            default:
                _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(1_500)));
                break;
        }

        foreach (var answer in _client.Collect())
            Note("answer " + answer);
        if (_store.HasCrashed)
            Restart();
    }

    private void Settle()
    {
        do
        {
            while (_scheduler.RunOne())
            {
            }

            _store.CommitPending();
            foreach (var answer in _client.Collect())
                Note("answer " + answer);
            if (_store.HasCrashed)
                Restart();
        }
        while (_store.PendingCount > 0 || _scheduler.ReadyCount > 0);
    }

    private void Restart()
    {
        Note("crash");
        _client.LoseConnections();
        _store = _store.Reopen();
        if (_hasFaults && _random.Next(4) > 0)
            _store.CrashAt(_random.Next(30), (CrashPoint)_random.Next(2));
        Audit.CheckAcknowledged(_store, _client);

        // The next process may have a clock that is behind.
        _clock = new FakeTimeProvider(_clock.GetUtcNow() - TimeSpan.FromMilliseconds(_random.Next(3_000)));
        (_scheduler, _runtime) = Boot();
    }

    private (SeededScheduler Scheduler, PartitionRuntime Runtime) Boot()
    {
        if (_hasFaults)
        {
            _store.FailAt(_random.Next(40), new StoreException("disk full"));
        }

        var scheduler = new SeededScheduler(new Random(_random.Next()));
        var runtime = new PartitionRuntime(
            _store, [new AccountKind()], scheduler, _clock, new Random(_random.Next()), Note, Options);
        _ = runtime.StartAsync();
        return (scheduler, runtime);
    }

    private void Note(PartitionIncident incident) => Note($"{incident.GetType().Name} {incident.Exception.Message}");

    private void Note(string what) => _trace.AppendLine(what);
}
