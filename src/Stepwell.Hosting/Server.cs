using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Resources;
using Stepwell.Functions;
using Stepwell.Functions.Runtimes;
using Stepwell.Hosting.Metrics;
using Stepwell.Hosting.Tracing;
using Stepwell.Integrations;
using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Functions;
using Stepwell.Integrations.Http;
using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.Lambda.Operations;
using Stepwell.Services.Logs.Operations;
using Stepwell.Services.StepFunctions.Operations;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Services.Sts.Keys;
using Stepwell.Services.Sts.Operations;
using Stepwell.Services.Sts.Storage;
using Stepwell.Store;
using Stepwell.Store.Postgres;
using Stepwell.Store.Sqlite;
using Stepwell.Wire.Http;
using Stepwell.Wire.SigV4;

namespace Stepwell.Hosting;

/// <summary>All parts of a server, put together. Started by <see cref="Start"/>, ended by <see cref="Stop"/>.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly IStore _store;
    private readonly MeterFactory _meters;
    private readonly MetricCollector _metrics;
    private readonly IDisposable? _otlp;
    private readonly SpanExport? _spans;
    private readonly HttpInvokeIntegration _http;
    private readonly LogsService _logs;
    private readonly CloudWatchService _cloudWatch;
    private readonly CloudWatchFeed _feed;
    private readonly FunctionLogs _functionLogs;
    private readonly FunctionHost _functions;
    private readonly LambdaService _lambda;
    private readonly CodeSweep _sweep;
    private readonly StepFunctionsService _stepFunctions;
    private readonly PartitionRuntime _partitions;
    private readonly WireServer _wire;
    private bool _areFunctionsEnded;

    private Server(ServerOptions options, IStore store, TemporaryKeys keys, MeterFactory meters, ILoggerFactory loggers)
    {
        _store = store;
        _meters = meters;
        _metrics = new MetricCollector(meters);
        if (options.OtlpCollector is { } collector)
        {
            var identity = SystemSources.NewGuid().ToString();
            _otlp = OtlpExport.Start(collector, identity);
            if (options.Traces is not null)
                _spans = SpansOf(collector, identity, meters, options.Time);
        }
        _http = new HttpInvokeIntegration(ConnectionsOf(options), new HttpInvokeOptions(), options.Time);
        _logs = new LogsService(store, options.Time);
        _cloudWatch = new CloudWatchService(store, options.Time);
        var functionLog = loggers.CreateLogger<LambdaService>();
        _functionLogs = new FunctionLogs(_logs, fault => LogMessages.FunctionLogFault(functionLog, fault));
        _functions = new FunctionHost(
            FunctionOptionsOf(options, new FunctionKeys(keys, options.Time)), new RuntimeCatalog(), _functionLogs, options.Time, SystemSources.NewGuid, loggers);
        _lambda = new LambdaService(
            store,
            _functions,
            Path.Combine(options.DataDirectory, "code"),
            ThreadPoolScheduler.Instance,
            options.Time,
            SystemSources.NewGuid,
            SystemSources.NewRandom(),
            meters,
            // Each may need a process of its own.
            eventConcurrency: 4 * Environment.ProcessorCount,
            eventMegabytes: GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / 1_048_576)
        {
            Signatures = options.AccessKeys.Count > 0 ? new SigV4Verifier(options.AccessKeys, options.Time, keys) : null,
            TemporaryKeys = keys,
            Handlers = options.Functions.Handlers,
        };
        _lambda.ProvisioningFaulted = (functionArn, fault) => LogMessages.ProvisioningFault(functionLog, functionArn, fault);
        _lambda.EventFaulted = (functionArn, fault) => LogMessages.EventFault(functionLog, functionArn, fault);
        _sweep = new CodeSweep(_lambda, options.Time, fault => LogMessages.SweepFault(functionLog, fault));
        _stepFunctions = new StepFunctionsService(
            store,
            ThreadPoolScheduler.Instance,
            options.Time,
            SystemSources.NewGuid,
            RandomNumberGenerator.Fill,
            SystemSources.NewRandom(),
            executions => IntegrationsOf(executions, options.Time),
            NoItemReader.Instance,
            new ExecutionLogs(_logs),
            meters,
            options.ExecutionRetention,
            options.Quotas,
            _spans,
            options.Traces ?? TraceSampling.All);
        var taskLog = loggers.CreateLogger<StepFunctionsService>();
        _stepFunctions.TaskFaulted = (executionArn, fault) => LogMessages.TaskFault(taskLog, executionArn, fault);
        var log = loggers.CreateLogger<PartitionRuntime>();
        _partitions = new PartitionRuntime(
            store,
            [.. _stepFunctions.Kinds, .. _logs.Kinds, .. _cloudWatch.Kinds, .. _lambda.Kinds],
            ThreadPoolScheduler.Instance,
            options.Time,
            SystemSources.NewRandom(),
            incident => LogMessages.Incident(log, incident.Partition, incident.GetType().Name, incident.Exception));
        QueueInstruments.Create(meters, _partitions);
        _logs.Attach(_partitions);
        _cloudWatch.Attach(_partitions);
        _lambda.Attach(_partitions);
        var feedLog = loggers.CreateLogger<CloudWatchFeed>();
        _feed = new CloudWatchFeed(_metrics, _cloudWatch, options.Time, fault => LogMessages.FeedFault(feedLog, fault));
        _stepFunctions.Attach(_partitions);
        _wire = new WireServer(new WireServerOptions
        {
            Endpoints = [options.Endpoint],
            Services = [_stepFunctions, _logs, _cloudWatch, _lambda, new StsService(keys, [.. options.AccessKeys.Select(key => key.Id)], options.Time)],
            NewRequestId = SystemSources.NewGuid,
            AccessKeys = options.AccessKeys,
            TemporaryKeys = keys,
            IsTemporary = failure => failure is StoreException or (PartitionException and not NoReplyException),
            Pages = new Dictionary<string, RequestDelegate>
            {
                [MetricsPage.Path] = new MetricsPage(_metrics, options.AccessKeys).Answer,
                [LambdaService.CodePath] = _lambda.AnswerCode,
            },
            Sites = _lambda.FindSite,
            LoggerFactory = loggers,
        });
    }

    public IPEndPoint Endpoint => _wire.Endpoints[0];

    /// <summary>Complete when the server answers. Everything durable is recovered by then.</summary>
    /// <exception cref="ConfigurationException">The options do not go together.</exception>
    /// <exception cref="FormatException">The address of the store is none.</exception>
    /// <exception cref="StoreException">The data directory or the database cannot be used.</exception>
    /// <exception cref="IOException">The address is taken.</exception>
    public static async Task<Server> Start(ServerOptions options)
    {
        if (!IPAddress.IsLoopback(options.Endpoint.Address) && options.AccessKeys.Count == 0)
            throw new ConfigurationException($"Listening on {options.Endpoint.Address} needs at least one access key (--access-key ID:SECRET).");
        var schema = ServerSchema.Current;
        var meters = new MeterFactory();
        IStore store = options.StoreAddress is { } address
            ? PostgresStore.Open(new PostgresStoreOptions(address) { Meters = meters }, schema)
            : SqliteStore.Open(new SqliteStoreOptions(options.DataDirectory) { Meters = meters }, schema);
        var server = new Server(options, store, await KeysOf(store).ConfigureAwait(false), meters, options.Loggers ?? new StandardErrorLoggers());
        try
        {
            await server._partitions.StartAsync().ConfigureAwait(false);
            await server._lambda.Register(options.FunctionRegion, options.Functions.Definitions).ConfigureAwait(false);
            await server._wire.StartAsync().ConfigureAwait(false);
            server._lambda.StartProvisioning();
            return server;
        }
        catch
        {
            // Partitions that have begun would look for a store that is gone.
            server._lambda.Stop();
            await server.EndFunctions().ConfigureAwait(false);
            await server._partitions.StopAsync().ConfigureAwait(false);
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes no more requests, lets those under way finish until the deadline, and makes everything accepted durable.</summary>
    public async Task Stop(CancellationToken deadline)
    {
        _stepFunctions.Stop();
        await _wire.StopAsync(deadline).ConfigureAwait(false);
        _lambda.Stop();
        await EndFunctions().ConfigureAwait(false);
        await _feed.Flush().ConfigureAwait(false);
        await _partitions.StopAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _wire.DisposeAsync().ConfigureAwait(false);
        await EndFunctions().ConfigureAwait(false);
        if (_spans is not null)
            await _spans.DisposeAsync().ConfigureAwait(false);
        _feed.Dispose();
        // While there are meters left to ask.
        _otlp?.Dispose();
        _stepFunctions.Dispose();
        _lambda.Dispose();
        _http.Dispose();
        _store.Dispose();
        _metrics.Dispose();
        _meters.Dispose();
    }

    private static async Task<TemporaryKeys> KeysOf(IStore store)
    {
        try
        {
            return new TemporaryKeys((await ServerSecret.Of(store, RandomNumberGenerator.Fill).ConfigureAwait(false)).Span, RandomNumberGenerator.Fill);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private IntegrationRegistry IntegrationsOf(StepFunctionsService executions, TimeProvider time) => new(
    [
        new StartExecutionIntegration(executions, time, SystemSources.NewGuid),
        new SfnSdkIntegration(executions, SystemSources.NewGuid),
        _http,
        new FunctionIntegration(_lambda),
        new LambdaInvokeIntegration(_lambda, time),
        new LambdaSdkIntegration(_lambda),
    ]);

    /// <summary>Whatever runs is ended, and what it has written is logged, if the partitions still take it.</summary>
    private async ValueTask EndFunctions()
    {
        if (_areFunctionsEnded)
            return;
        _areFunctionsEnded = true;
        _sweep.Dispose();
        await _functions.DisposeAsync().ConfigureAwait(false);
        await _functionLogs.DisposeAsync().ConfigureAwait(false);
    }

    private FunctionHostOptions FunctionOptionsOf(ServerOptions options, FunctionKeys keys) =>
        new(Path.Combine(options.DataDirectory, "environments"), () => Reachable(Endpoint)) { Credentials = keys.Of };

    /// <summary>As a process of this machine reaches it.</summary>
    private static Uri Reachable(IPEndPoint endpoint)
    {
        var address = endpoint.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : endpoint.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : endpoint.Address;
        return new Uri($"http://{new IPEndPoint(address, endpoint.Port)}");
    }

    private static SpanExport SpansOf(Uri collector, string identity, MeterFactory meters, TimeProvider time)
    {
        var resource = OtlpExport.Describe(ResourceBuilder.CreateDefault(), identity).Build();
        return new SpanExport(collector, resource, SpanExportOptions.FromEnvironment(), meters, time);
    }

    private static HttpConnections ConnectionsOf(ServerOptions options) => options.ConnectionsFile is { } file
        ? HttpConnections.Read(JsonValue.Parse(File.ReadAllBytes(file)))
        : HttpConnections.None;
}
