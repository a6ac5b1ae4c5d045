using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Hosting;
using Stepwell.Hosting.Metrics;
using Stepwell.Integrations;
using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.StepFunctions.Operations;
using Stepwell.Store;
using Stepwell.Testing;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Tests.Support;

/// <summary>Step Functions and CloudWatch over one store, as the host puts them together, under a clock that the test moves.</summary>
internal sealed class WholeServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string _directory = Path.Combine(Path.GetTempPath(), "stepwell-tests", Path.GetRandomFileName());
    private readonly MeterFactory _meters = new();
    private readonly List<object> _faults = [];
    private readonly IStore _store;
    private readonly PartitionRuntime _partitions;
    private readonly MetricCollector _collector;
    private readonly CloudWatchFeed _feed;
    private byte _lastSecret;

    private WholeServer()
    {
        _store = TestStore.Open(_directory, ServerSchema.Current);
        _collector = new MetricCollector(_meters);
        CloudWatch = new CloudWatchService(_store, Clock);
        StepFunctions = new StepFunctionsService(
            _store,
            ThreadPoolScheduler.Instance,
            Clock,
            () => new Guid(++_lastSecret, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]),
            bytes => bytes.Fill(++_lastSecret),
            new Random(1),
            _ => new IntegrationRegistry([]),
            NoItemReader.Instance,
            meters: _meters);
        _partitions = new PartitionRuntime(
            _store, [.. StepFunctions.Kinds, .. CloudWatch.Kinds], ThreadPoolScheduler.Instance, Clock, new Random(2), incident => _faults.Add(incident));
        CloudWatch.Attach(_partitions);
        StepFunctions.Attach(_partitions);
        _feed = new CloudWatchFeed(_collector, CloudWatch, Clock, _faults.Add);
    }

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 30, TimeSpan.Zero));

    public CloudWatchService CloudWatch { get; }

    public StepFunctionsService StepFunctions { get; }

    public IMeterFactory Meters => _meters;

    public RequestContext Context { get; } = new() { AccountId = "000000000000", Region = "us-east-1", RequestId = "r", Host = "localhost" };

    public static async Task<WholeServer> Start()
    {
        var server = new WholeServer();
        await server._partitions.StartAsync().WaitAsync(Patience);
        return server;
    }

    /// <summary>Lets the minute pass, and waits until something of it can be seen.</summary>
    public async Task PassMinute(Func<Task<bool>> isThere)
    {
        Clock.Advance(TimeSpan.FromMinutes(1));
        var started = TimeProvider.System.GetTimestamp();
        while (!await isThere())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "Waited in vain for the metrics of the minute.");
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    public async ValueTask DisposeAsync()
    {
        StepFunctions.Stop();
        await _feed.Flush();
        await _partitions.StopAsync().WaitAsync(Patience);
        _feed.Dispose();
        StepFunctions.Dispose();
        _store.Dispose();
        _collector.Dispose();
        _meters.Dispose();
        TestStore.Delete(_directory);
        Assert.Empty(_faults);
    }
}
