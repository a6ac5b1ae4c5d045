using System.Diagnostics.Metrics;
using Stepwell.Integrations;
using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Tracing;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Activities;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Express;
using Stepwell.Services.StepFunctions.Logging;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Retention;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Services.StepFunctions.Testing;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Store;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>
/// The API of AWS Step Functions. Changes go through the entities of <see cref="Kinds"/>; descriptions and listings read what is durable.
/// The partial files hold one group of operations each. Thread-safe.
/// </summary>
public sealed partial class StepFunctionsService : StepFunctionsServiceBase, IExecutions, IDisposable
{
    private readonly IStore _store;
    private readonly TimeProvider _time;
    private readonly Func<Guid> _newGuid;
    private readonly Random _random;
    private readonly IExecutionLogs _logs;
    private readonly AccountQuotas _quotas;
    private readonly StateMachineDirectory _machines;
    private readonly ActivityQueues _activities;
    private readonly TaskDispatcher _dispatcher;
    private readonly MapRunWork _mapRunWork;
    private readonly TestRunner _tests;
    private readonly DefinitionCache _definitions = new();
    private readonly StepFunctionsMetrics _metrics;
    private readonly ExpressMetrics _expressMetrics;
    private readonly ExecutionTracer? _tracer;
    private readonly ExpressMachines _expressMachines = new();
    private readonly ExpressRunner _express;
    private readonly ExpressLauncher _launcher;
    private readonly CancellationTokenSource _stopping = new();
    private PartitionRuntime? _partitions;

    /// <param name="scheduler">The partitions'; begins the tasks that this server carries out itself, too.</param>
    /// <param name="newGuid">Names executions whose callers give no name.</param>
    /// <param name="fillSecret">Fills task tokens with bytes that nobody can guess.</param>
    /// <param name="random">Chooses between the versions of an alias, and what executions in memory take by chance; used by one thread at a time.</param>
    /// <param name="integrations">Made of this service as the executions that tasks may start.</param>
    /// <param name="itemReader">Finds the items of distributed Maps that have an ItemReader.</param>
    /// <param name="logs">Where executions are logged; null where there are no log groups.</param>
    /// <param name="meters">Makes the meters of this service; null: nobody tells them from those of another server in the process.</param>
    /// <param name="executionRetention">How long closed executions are kept, at least a day; null: as long as AWS keeps them.</param>
    /// <param name="quotas">Null: <see cref="QuotaProfile.Relaxed"/>.</param>
    /// <param name="spans">Takes the spans of executions; null: they are not traced, and what callers say of traces is passed on as it came.</param>
    /// <param name="sampling">Which executions are traced whose callers leave that open.</param>
    public StepFunctionsService(
        IStore store,
        IPartitionScheduler scheduler,
        TimeProvider time,
        Func<Guid> newGuid,
        Action<Span<byte>> fillSecret,
        Random random,
        Func<StepFunctionsService, IntegrationRegistry> integrations,
        IItemReader itemReader,
        IExecutionLogs? logs = null,
        IMeterFactory? meters = null,
        TimeSpan? executionRetention = null,
        QuotaProfile? quotas = null,
        ISpanSink? spans = null,
        TraceSampling sampling = TraceSampling.All)
    {
        _store = store;
        _time = time;
        _newGuid = newGuid;
        _random = new SharedRandom(random);
        _logs = logs ?? NoExecutionLogs.Instance;
        _metrics = new StepFunctionsMetrics(store, time, meters);
        _expressMetrics = new ExpressMetrics(_metrics.Executions);
        _tracer = spans is null ? null : new ExecutionTracer(spans, sampling);
        var decisionMetrics = new DecisionMetrics(_metrics);
        var profile = quotas ?? QuotaProfile.Relaxed;
        _quotas = new AccountQuotas(profile, _metrics, time);
        var scopes = new AccountScopes();
        _machines = new StateMachineDirectory(store);
        _activities = new ActivityQueues(store, scheduler.RunsContinuationsInline, profile.Limit(QuotaNames.ActivityPollers));
        var carrier = new TaskCarrier(integrations(this), _quotas, time);
        _dispatcher = new TaskDispatcher(_activities, carrier, scheduler, time, _stopping.Token);
        _express = new ExpressRunner(carrier, scheduler, time, _random, newGuid, decisionMetrics, _tracer);
        _launcher = new ExpressLauncher(_express, _expressMachines, _expressMetrics, _tracer, store, scheduler, time, _stopping.Token);
        _mapRunWork = new MapRunWork(itemReader, _express, _expressMetrics, _tracer, _definitions, store, scheduler, time, _stopping.Token);
        var backlog = new MapRunBacklog(_mapRunWork, store.PartitionCount);
        _metrics.Resources.WaitingMapRuns = () => backlog.Counts;
        var logger = new ExecutionLogger(_logs);
        _expressMachines.Events = logger.EventsOf;
        _tests = new TestRunner(carrier, time, newGuid, _random);
        Kinds =
        [
            new StateMachineKind(_machines, profile, scopes),
            new ExecutionKind(new ExecutionServices(
                _definitions,
                _dispatcher,
                logger,
                decisionMetrics,
                fillSecret,
                time,
                scopes,
                _quotas.LimitsTransitions ? new StateTransitions(_quotas, scopes, time) : null,
                _tracer,
                profile.Limit(QuotaNames.OpenExecutions))),
            new ExpressKind(_launcher, _expressMetrics),
            new ActivityKind(profile, scopes),
            new MapRunKind(new MapRunServices(
                _definitions, _mapRunWork, backlog, _expressMetrics, scopes, profile.Limit(QuotaNames.OpenMapRuns), time)),
            new ExpiryKind(executionRetention ?? Expiry.DefaultRetention),
            new RemainsKind(),
        ];
    }

    /// <summary>Gets the execution and the exception when a task could not be carried out, or an Express execution not be run, for a reason of our own.</summary>
    public Action<string, Exception>? TaskFaulted
    {
        get => _dispatcher.Faulted;
        set => _dispatcher.Faulted = _express.Faulted = _launcher.Faulted = _mapRunWork.Faulted = value;
    }

    /// <summary>What the partition runtime of this service must know.</summary>
    public IReadOnlyCollection<IEntityKind> Kinds { get; }

    private PartitionRuntime Partitions => _partitions ?? throw new InvalidOperationException("The service is not attached to its partitions.");

    /// <summary>Before the runtime is started: it knows <see cref="Kinds"/> before this service can know it.</summary>
    public void Attach(PartitionRuntime partitions)
    {
        _partitions = partitions;
        _dispatcher.Attach(partitions);
        _launcher.Attach(partitions);
        _mapRunWork.Attach(partitions);
        _metrics.Resources.CountOf = partitions.CountOf;
    }

    /// <summary>Refuses what is over the rate of its action. What StartExecution may depends on the state machine, which it looks up first.</summary>
    protected override void Admit(string operation, RequestContext context)
    {
        if (operation != QuotaNames.StartExecution)
            _quotas.Admit(operation, operation, context.Region, context.AccountId);
    }

    /// <summary>Ends long polls, synchronous executions, and what this server carries out itself and goes on with after the next start.</summary>
    public void Stop()
    {
        _stopping.Cancel();
        _express.Stop();
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _metrics.Dispose();
        _mapRunWork.Dispose();
    }

    private async ValueTask<ExecutionReply> AskExecution(string executionArn, ExecutionCommand command) =>
        await Partitions.Ask<ExecutionReply>(new EntityAddress(ExecutionKind.KindName, executionArn), command).ConfigureAwait(false);

    private async ValueTask<StateMachineReply> AskStateMachine(string stateMachineArn, StateMachineCommand command) =>
        await Partitions.Ask<StateMachineReply>(new EntityAddress(StateMachineKind.KindName, stateMachineArn), command).ConfigureAwait(false);

    private async ValueTask<ActivityReply> AskActivity(string activityArn, ActivityCommand command) =>
        await Partitions.Ask<ActivityReply>(new EntityAddress(ActivityKind.KindName, activityArn), command).ConfigureAwait(false);

    /// <summary>
    /// What a caller says of its trace, as an execution keeps it; null: nothing. The header counts before the member of the input, as on AWS, and
    /// W3C's headers, which AWS does not read, come last.
    /// </summary>
    /// <remarks>StartExecution API reference, traceHeader.</remarks>
    private static string? TraceHeaderOf(string? member, RequestContext context) =>
        context.TraceHeader ?? member ?? TraceContext.Parse(context.TraceParent, context.TraceState)?.ToString();

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
