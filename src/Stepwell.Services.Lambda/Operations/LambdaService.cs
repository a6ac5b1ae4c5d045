using System.Diagnostics.Metrics;
using Stepwell.Functions;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Code;
using Stepwell.Services.Lambda.CodeSigning;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Events;
using Stepwell.Services.Lambda.Invocations;
using Stepwell.Services.Lambda.Layers;
using Stepwell.Services.Lambda.Metrics;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Provisioning;
using Stepwell.Services.Lambda.Storage;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>
/// The API of AWS Lambda. Changes go through the entities of <see cref="Kinds"/>; everything else reads what is durable. The partial files hold
/// one group of operations each. Thread-safe.
/// </summary>
public sealed partial class LambdaService : LambdaServiceBase, IDisposable
{
    /// <summary>Of its metrics: CloudWatch's namespace.</summary>
    public const string MeterName = LambdaMetrics.Namespace;

    private readonly IStore _store;
    private readonly IFunctionHost _host;
    private readonly TimeProvider _time;
    private readonly Func<Guid> _newGuid;
    private readonly CodeStore _codes;
    private readonly FunctionDirectory _directory;
    private readonly LambdaMetrics _metrics;
    private readonly Invoker _invoker;
    private readonly Provisioner _provisioner;
    private PartitionRuntime? _partitions;

    /// <param name="host">Runs the functions.</param>
    /// <param name="codeFolder">For deployment packages. Those who run functions must be able to read it, nobody else needs to write.</param>
    /// <param name="scheduler">Begins what queued events want.</param>
    /// <param name="random">Chooses between the versions of an alias.</param>
    /// <param name="meters">Makes the meters; null: nobody needs to tell them from those of another server in the process.</param>
    /// <param name="eventConcurrency">How many events of one function run at a time, unless they take long.</param>
    /// <param name="eventMegabytes">What events of one function that take long may take together, by its memory size.</param>
    public LambdaService(
        IStore store,
        IFunctionHost host,
        string codeFolder,
        IPartitionScheduler scheduler,
        TimeProvider time,
        Func<Guid> newGuid,
        Random random,
        IMeterFactory? meters,
        int eventConcurrency,
        long eventMegabytes)
    {
        _store = store;
        _host = host;
        _time = time;
        _newGuid = newGuid;
        _codes = new CodeStore(codeFolder, time, newGuid);
        _directory = new FunctionDirectory(store, host, (key, before, after) => _provisioner!.Changed(key, before, after));
        var choosing = new Lock();
        Catalog = new FunctionCatalog(_directory, _codes, () =>
        {
            lock (choosing)
                return random.NextDouble();
        }, name => Handlers.GetValueOrDefault(name));
        _provisioner = new Provisioner(_directory, Catalog, host, scheduler, (arn, fault) => ProvisioningFaulted?.Invoke(arn, fault));
        var admission = new Admission(scope => Partitions.CountOf(FunctionTallies.Of(scope).Claimed));
        _metrics = new LambdaMetrics(meters, admission, _provisioner);
        _invoker = new Invoker(host, admission, _metrics);
        var runner = new EventRunner(
            Catalog, _invoker, _metrics, time, scheduler, () => Partitions, (arn, fault) => EventFaulted?.Invoke(arn, fault));
        var queues = new QueueKind(new QueueParts(runner, _metrics, () => Partitions, eventConcurrency, eventMegabytes));
        Kinds = [new FunctionKind(_directory), new LayerKind(), new CodeSigningKind(), queues];
    }

    /// <summary>What the partition runtime of this service must know.</summary>
    public IReadOnlyCollection<IEntityKind> Kinds { get; }

    /// <summary>Gets a function and the exception when a queued event could not be carried out for a reason of our own. Called from any thread.</summary>
    public Action<string, Exception>? EventFaulted { get; set; }

    /// <summary>Gets a function and the exception when the host could not be told of its provisioned concurrency. Called from any thread.</summary>
    public Action<string, Exception>? ProvisioningFaulted { get; set; }

    /// <summary>Handlers of this process, by name. They do not change.</summary>
    public IReadOnlyDictionary<string, IFunctionHandler> Handlers { get; init; } = new Dictionary<string, IFunctionHandler>();

    internal IFunctionCatalog Catalog { get; }

    private PartitionRuntime Partitions => _partitions ?? throw new InvalidOperationException("The service is not attached to its partitions.");

    /// <summary>Before the runtime is started: it knows <see cref="Kinds"/> before this service can know it.</summary>
    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    /// <summary>Gives up invocations that run. Events that were queued go on after the next start.</summary>
    public void Stop() => _invoker.Stop();

    public void Dispose()
    {
        _invoker.Dispose();
        _metrics.Dispose();
    }

    /// <summary>Has the host make what is configured of provisioned concurrency. Once, after the start, when functions can reach this server.</summary>
    public void StartProvisioning()
    {
        using var lease = _store.RentReader();
        foreach (var key in lease.Reader.FunctionsWith(SettingKind.Provisioned))
            _provisioner.Begin(key);
    }

    /// <summary>Removes code that nothing needs any more. The host has it done at its start and from time to time; one call at a time.</summary>
    /// <exception cref="IOException">The disk does not let it.</exception>
    public void SweepCode() => _codes.Sweep(_store);

    private static FunctionReference Reference(string functionName, string? qualifier, RequestContext context) =>
        FunctionReference.Parse(context.AccountId, context.Region, functionName, qualifier);

    private string NewRevision() => _newGuid().ToString();

    private FunctionRecord Record(FunctionReference reference) => _directory.Get(reference);

    private ValueTask<TAnswer> Ask<TAnswer>(FunctionKey key, FunctionCommand command) =>
        Partitions.Ask<TAnswer>(FunctionKind.AddressOf(key), command);

    private async ValueTask Ask(FunctionKey key, FunctionCommand command) => await Ask<Done>(key, command).ConfigureAwait(false);
}
