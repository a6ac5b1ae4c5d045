using System.Diagnostics.Metrics;
using Stepwell.States.Events;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>
/// All metrics of the service, in the meters <see cref="MetricNames.States"/> and <see cref="MetricNames.Usage"/>. Each fact is told once,
/// with all of its dimensions: whoever shows sums of fewer dimensions, as CloudWatch does, adds them up. Thread-safe. Listeners are called
/// where the fact is known, on partition loops among others: they must be quick and must not throw.
/// </summary>
internal sealed class StepFunctionsMetrics : IDisposable
{
    private readonly Meter _states;
    private readonly Meter _usage;

    /// <param name="store">Counted for what there is of a resource.</param>
    /// <param name="meters">Makes the meters; null: nobody needs to tell them from those of another server in the process.</param>
    public StepFunctionsMetrics(IStore store, TimeProvider time, IMeterFactory? meters)
    {
        _states = meters?.Create(MetricNames.States) ?? new Meter(MetricNames.States);
        _usage = meters?.Create(MetricNames.Usage) ?? new Meter(MetricNames.Usage);
        Executions = new ExecutionInstruments(_states, Places);
        Resources = new ResourceInstruments(_states, _usage, new CensusTaker(store, Places, time), Places);
        Capacity = new CapacityInstruments(_states);
        Activities = new TaskInstruments(_states, "Activity", "Activities", MetricNames.ActivityArn, "activities", hasHeartbeats: true);
        Functions = new TaskInstruments(
            _states, "LambdaFunction", "LambdaFunctions", MetricNames.LambdaFunctionArn, "Lambda functions", hasHeartbeats: false);
        Integrations = new TaskInstruments(
            _states,
            "ServiceIntegration",
            "ServiceIntegrations",
            MetricNames.ServiceIntegrationResourceArn,
            "service tasks",
            hasHeartbeats: false);
    }

    public Places Places { get; } = new();

    public ExecutionInstruments Executions { get; }

    public CapacityInstruments Capacity { get; }

    public ResourceInstruments Resources { get; }

    public TaskInstruments Activities { get; }

    public TaskInstruments Functions { get; }

    public TaskInstruments Integrations { get; }

    public TaskInstruments Of(TaskFamily family) => family switch
    {
        TaskFamily.Task => Integrations,
        TaskFamily.Activity => Activities,
        TaskFamily.LambdaFunction => Functions,
        _ => throw new InvalidOperationException($"No metrics tell of the family {family}."),
    };

    public void Dispose()
    {
        _states.Dispose();
        _usage.Dispose();
    }
}
