using Microsoft.Extensions.Time.Testing;
using Stepwell.Integrations;
using Stepwell.Integrations.Executions;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Operations;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Store;
using Stepwell.Testing;
using Stepwell.Testing.Services;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>The service over a real store in a folder of its own, under a clock that the test moves.</summary>
internal sealed class Server : IAsyncDisposable
{
    /// <summary>How long a test waits for what must come; much more than it takes.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly StoreSchema Schema = new([.. PartitionTables.All, .. Tables.All]);
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(300);

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
    private readonly List<PartitionIncident> _incidents = [];
    private readonly List<Exception> _faults = [];
    private readonly SignallingScheduler _scheduler = new();
    private readonly Random _random = new(1);
    private int _lives;
    private FlakyStore _store = null!;
    private PartitionRuntime _partitions = null!;

    private readonly TimeSpan? _retention;

    private Server(TimeSpan? retention) => _retention = retention;

    public StepFunctionsService Service { get; private set; } = null!;

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public Gate Gate { get; } = new();

    public NumberReader Items { get; } = new();

    public LogBook Logs { get; } = new();

    /// <summary>Whether the next one who reads beside the partitions will meet a lost connection.</summary>
    public bool FailsNextRead => _store.FailsNextRead;

    public Measurements Measurements { get; } = new();

    /// <summary>Spans, where executions are traced.</summary>
    public SpanBook Spans { get; } = new();

    /// <summary>Which executions are traced; null: none.</summary>
    public TraceSampling? Traces { get; private init; }

    /// <summary>In force from the next start on.</summary>
    public QuotaProfile Quotas { get; set; } = QuotaProfile.Relaxed;

    public RequestContext Context { get; } = Caller("us-east-1");

    /// <param name="retention">Of closed executions; null: the usual one.</param>
    public static Task<Server> Start(TimeSpan? retention = null) => Start(new Server(retention));

    /// <param name="quotas">What differs from having no quotas, as the command line has it.</param>
    public static Task<Server> Start(params string[] quotas) =>
        Start(new Server(retention: null) { Quotas = Override(QuotaProfile.None, quotas) });

    public static Task<Server> StartTracing(TraceSampling sampling = TraceSampling.All) =>
        Start(new Server(retention: null) { Traces = sampling });

    private static async Task<Server> Start(Server server)
    {
        await server.Open();
        return server;
    }

    /// <summary>Closes the store and starts anew with what is in it.</summary>
    public async Task Restart(TimeSpan downFor = default)
    {
        await Close();
        Clock.Advance(downFor);
        await Open();
    }

    /// <summary>The next one who reads beside the partitions meets a lost connection.</summary>
    public void FailNextRead() => _store.FailNextRead();

    /// <inheritdoc cref="FlakyStore.BeforeRead"/>
    public void BeforeRead(Table table, Action happens) => _store.BeforeRead(table, happens);

    /// <summary>Waits until something holds, looking again whenever a partition has done something.</summary>
    /// <param name="what">Named when it does not come.</param>
    public async Task Until(string what, Func<Task<bool>> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var next = _scheduler.Next;
            if (await holds())
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Waited in vain: {what}.");
            try
            {
                await next.WaitAsync(Impatience);
            }
            catch (TimeoutException)
            {
                // A timer that was being set while the clock moved on is late by as much.
                Clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        }
    }

    /// <summary>How many rows of a table are durable.</summary>
    public int Count<TRow>(Table<TRow> table) where TRow : class
    {
        using var lease = _store.RentReader();
        return lease.Reader.Range(table, RowRange.All).Count();
    }

    /// <summary>When the entities of a kind are to be woken.</summary>
    public IReadOnlyList<DateTimeOffset> Wakes(string kind)
    {
        using var lease = _store.RentReader();
        return
        [
            .. lease.Reader.Range(PartitionTables.Wakeups, new RowRange { Prefix = [kind] })
                .Select(row => new DateTimeOffset(row.DueTicks, TimeSpan.Zero)),
        ];
    }

    public static RequestContext Caller(string region) => new() { AccountId = "000000000000", Region = region, RequestId = "r", Host = "localhost" };

    /// <summary>A caller who may go away.</summary>
    public static RequestContext Leaver(CancellationToken aborted) =>
        new() { AccountId = "000000000000", Region = "us-east-1", RequestId = "r", Host = "localhost", Aborted = aborted };

    public static QuotaProfile Override(QuotaProfile profile, params string[] overrides)
    {
        foreach (var text in overrides)
        {
            profile = QuotaOverride.Apply(profile, text, out var error);
            Assert.Null(error);
        }
        return profile;
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        TestStore.Delete(_directory);
        Measurements.Dispose();
        Assert.Empty(_incidents);
        Assert.Empty(_faults);
    }

    private async Task Open()
    {
        _store = new FlakyStore(TestStore.Open(_directory, Schema));
        Service = new StepFunctionsService(
            _store,
            _scheduler,
            Clock,
            NewGuid,
            FillSecret,
            new Random(3),
            Integrations,
            Items,
            Logs,
            Measurements,
            _retention,
            Quotas,
            Traces is null ? null : Spans,
            Traces ?? TraceSampling.All)
        {
            TaskFaulted = Report,
        };
        _partitions = new PartitionRuntime(_store, Service.Kinds, _scheduler, Clock, new Random(++_lives), Report);
        Service.Attach(_partitions);
        await _partitions.StartAsync().Soon();
    }

    private async Task Close()
    {
        Service.Stop();
        await _partitions.StopAsync().Soon();
        Service.Dispose();
        _store.Dispose();
    }

    private void Report(PartitionIncident incident)
    {
        lock (_incidents)
            _incidents.Add(incident);
    }

    private void Report(string executionArn, Exception fault)
    {
        lock (_faults)
            _faults.Add(fault);
    }

    private void FillSecret(Span<byte> bytes)
    {
        lock (_random)
            _random.NextBytes(bytes);
    }

    private Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        FillSecret(bytes);
        return new Guid(bytes);
    }

    private IntegrationRegistry Integrations(StepFunctionsService executions) =>
        new([new StartExecutionIntegration(executions, Clock, NewGuid), new SfnSdkIntegration(executions, NewGuid), Gate]);
}
