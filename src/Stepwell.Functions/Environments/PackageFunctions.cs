using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Stepwell.Functions.Logs;
using Stepwell.Functions.Processes;
using Stepwell.Functions.RuntimeApi;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Environments;

/// <summary>Runs deployment packages in environments: finds a free one or makes one. Thread-safe.</summary>
internal sealed class PackageFunctions(
    FunctionHostOptions options, RuntimeCatalog runtimes, IFunctionLogs logs, TimeProvider time, Func<Guid> newId, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private static readonly int AheadAtATime = 2 * Environment.ProcessorCount;

    private readonly ConcurrentDictionary<string, EnvironmentPool> _pools = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ProvisionedEnvironments> _provisioned = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ExecutionEnvironment, bool> _alive = new();

    /// <summary>Initializations ahead of invocations: more at a time would only keep one another, and invocations, from the processors.</summary>
    private readonly SemaphoreSlim _ahead = new(AheadAtATime);
    private readonly Lock _gate = new();
    private readonly ILogger _logger = loggers.CreateLogger<FunctionHost>();
    private Task<EnvironmentParts>? _parts;
    private ITimer? _sweeper;
    private FolderLock? _lock;
    private bool _isDisposed;

    public ValueTask<InvocationOutcome> Invoke(
        FunctionSpec spec, FunctionCode.Package package, Invocation invocation, CancellationToken aborted)
    {
        aborted.ThrowIfCancellationRequested();
        var call = new Call(spec, invocation);
        _ = Run(spec, package, call);
        return new(aborted.CanBeCanceled ? call.Outcome.WaitAsync(aborted) : call.Outcome);
    }

    public void Provision(FunctionSpec spec, FunctionCode.Package package, int count)
    {
        if (count == 0)
        {
            if (_provisioned.TryRemove(spec.RevisionId, out var over)) over.Request(0);
            return;
        }

        _provisioned.GetOrAdd(spec.RevisionId, _ =>
        {
            var pool = PoolOf(spec);
            return new ProvisionedEnvironments(pool, () => MakeAhead(spec, package, pool), time);
        }).Request(count);
    }

    public ProvisionedState? Provisioned(string revisionId) => _provisioned.TryGetValue(revisionId, out var environments) ? environments.State : null;

    public void Retire(string revisionId)
    {
        if (_provisioned.TryRemove(revisionId, out var provisioned)) provisioned.Request(0);
        if (!_pools.TryRemove(revisionId, out var pool)) return;
        foreach (var environment in pool.Retire()) _ = environment.End("spindown");
    }

    public async ValueTask DisposeAsync()
    {
        Task<EnvironmentParts>? starting;
        lock (_gate)
        {
            (starting, _parts, _isDisposed) = (_parts, null, true);
        }

        if (starting is null) return;
        var parts = await starting.ConfigureAwait(false);
        if (_sweeper is not null) await _sweeper.DisposeAsync().ConfigureAwait(false);
        foreach (var revision in _pools.Keys) Retire(revision);
        foreach (var provisioned in _provisioned.Values) provisioned.Request(0);
        await Task.WhenAll(_alive.Keys.Select(environment => environment.End("spindown"))).ConfigureAwait(false);
        // What is being made sees that it is too late.
        for (var slot = 0; slot < AheadAtATime; slot++) await _ahead.WaitAsync().ConfigureAwait(false);
        await parts.Api.DisposeAsync().ConfigureAwait(false);
        parts.Launcher.Dispose();
        parts.Pump.Dispose();
        parts.Sandbox.Groups.Remove();
        _lock?.Dispose();
    }

    private async Task Run(FunctionSpec spec, FunctionCode.Package package, Call call)
    {
        try
        {
            var pool = PoolOf(spec);
            while (true)
            {
                var environment = await pool.Take().ConfigureAwait(false) ?? await Start(spec, package, pool, call).ConfigureAwait(false);
                // One that was free may have died on its own meanwhile.
                if (environment is null || environment.TryDeliver(call)) return;
            }
        }
        catch (Exception failure)
        {
            call.Fail(failure);
        }
    }

    /// <summary>
    /// A new environment that is ready. If it cannot get ready, it is tried once more as part of the invocation, as Lambda does. Null: the call has
    /// its outcome.
    /// </summary>
    private async Task<ExecutionEnvironment?> Start(FunctionSpec spec, FunctionCode.Package package, EnvironmentPool pool, Call call)
    {
        var making = await Prepare(spec, package, pool, PlatformEvents.OnDemand).ConfigureAwait(false);
        var log = making.Log;
        var begun = time.GetTimestamp();
        var (environment, fault) = await Initialized(making, options.InitTimeout).ConfigureAwait(false);
        if (fault is null)
        {
            call.Initialized = time.GetElapsedTime(begun);
            log.Tell(PlatformEvents.InitReport(call.Initialized.Value, making.Type, "init", fault: null));
            call.BeginLog(log);
            return environment;
        }

        log.Tell(PlatformEvents.InitReport(time.GetElapsedTime(begun), making.Type, "init", fault));
        call.Begin(time);
        call.BeginLog(log);
        (environment, fault) = await Initialized(making, call.Remaining(time)).ConfigureAwait(false);
        if (fault is null) return environment;
        log.Tell(PlatformEvents.InitReport(call.Elapsed(time), making.Type, "invoke", fault));
        call.FailBeforeDelivery(fault.Status == "timeout" ? Fault.TimedOut(spec.TimeoutSeconds) : fault, log, time);
        return null;
    }

    /// <summary>A new environment that no invocation waits for. There is no second try.</summary>
    private async Task<(ExecutionEnvironment? Environment, ProvisioningFailure? Failure)> MakeAhead(
        FunctionSpec spec, FunctionCode.Package package, EnvironmentPool pool)
    {
        await _ahead.WaitAsync().ConfigureAwait(false);
        try
        {
            var making = await Prepare(spec, package, pool, PlatformEvents.Provisioned).ConfigureAwait(false);
            var begun = time.GetTimestamp();
            var limit = TimeSpan.FromSeconds(Math.Max(options.ProvisionedInitTimeout.TotalSeconds, spec.TimeoutSeconds));
            var (environment, fault) = await Initialized(making, limit).ConfigureAwait(false);
            making.Log.Tell(PlatformEvents.InitReport(time.GetElapsedTime(begun), making.Type, "init", fault));
            return fault is null ? (environment, null) : (null, new ProvisioningFailure(IsOfFunction: true, $"{fault.ErrorType}: {fault.Message}"));
        }
        catch (Exception failure)
        {
            // Whoever asks for the state is told.
            return (null, new ProvisioningFailure(IsOfFunction: false, failure.Message));
        }
        finally
        {
            _ahead.Release();
        }
    }

    private bool IsDisposed
    {
        get
        {
            lock (_gate) return _isDisposed;
        }
    }

    private EnvironmentPool PoolOf(FunctionSpec spec) =>
        _pools.GetOrAdd(spec.RevisionId, static (_, time) => new EnvironmentPool(time), time);

    private RuntimeLaunch LaunchOf(FunctionSpec spec) => runtimes.Find(spec.Runtime) is RuntimeFinding.Available { Launch: var launch }
        ? launch
        : throw new IOException($"Functions of the runtime {spec.Runtime} cannot run on this server.");

    private async Task<Making> Prepare(FunctionSpec spec, FunctionCode.Package package, EnvironmentPool pool, string initializationType)
    {
        var launch = LaunchOf(spec);
        var factory = new EnvironmentFactory(await Parts().ConfigureAwait(false));
        var log = new EnvironmentLog(spec, logs, factory.NewLogStream(spec), time);
        return new Making(initializationType, log, () => factory.Create(spec, package.Folder, launch, pool, log, initializationType));
    }

    private async Task<(ExecutionEnvironment? Environment, Fault? Fault)> Initialized(Making making, TimeSpan limit)
    {
        var (environment, fault) = await making.Create().ConfigureAwait(false);
        if (environment is null) return (null, fault);
        _alive[environment] = true;
        _ = Forget(environment);
        if (IsDisposed) _ = environment.End("spindown");
        fault = await environment.Initialize(limit).ConfigureAwait(false);
        if (fault is not null) await environment.End(fault.Status == "timeout" ? "timeout" : "failure").ConfigureAwait(false);
        return (environment, fault);
    }

    private async Task Forget(ExecutionEnvironment environment)
    {
        await ((Task)environment.Ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _alive.TryRemove(environment, out _);
    }

    private Task<EnvironmentParts> Parts()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            // A trial that failed is made again.
            return _parts is null or { IsFaulted: true } ? _parts = Make() : _parts;
        }
    }

    private async Task<EnvironmentParts> Make()
    {
        await Task.Yield();
        _lock ??= FolderLock.Take(Directory.CreateDirectory(options.Folder));
        foreach (var left in Directory.EnumerateDirectories(options.Folder)) EnvironmentFolder.Remove(left);
        var launcher = new ProcessLauncher();
        var users = new UserIds(options.FirstUserId);
        var sandbox = await SandboxProbe.Find(options.Isolation, options.Folder, options.FirstUserId, launcher, time).ConfigureAwait(false);
        FunctionsLog.Isolation(_logger, sandbox.Level, sandbox.Groups.LimitsMemory, sandbox.Groups.LimitsProcesses);
        var api = new RuntimeApiServer(loggers);
        await api.Start().ConfigureAwait(false);
        _sweeper = time.CreateTimer(_ => Sweep(), null, options.FreezeDelay, options.FreezeDelay);
        return new EnvironmentParts(options, sandbox, launcher, new LogPump(), api, users, logs, time, newId);
    }

    private void Sweep()
    {
        foreach (var pool in _pools.Values)
            foreach (var old in pool.Sweep(options.FreezeDelay, options.IdleTime)) _ = old.End("spindown");
    }

    /// <summary>How a new environment is made.</summary>
    /// <param name="Type">Of its initialization.</param>
    private sealed record Making(string Type, EnvironmentLog Log, Func<Task<(ExecutionEnvironment? Environment, Fault? Fault)>> Create);
}
