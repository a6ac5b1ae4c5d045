using System.Diagnostics.Metrics;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>Counts executions under the names that CloudWatch gives them, in the meter <c>AWS/States</c>. Thread-safe.</summary>
/// <remarks>Step Functions developer guide, "Execution metrics".</remarks>
internal sealed class ExecutionMetrics : IDisposable
{
    private const string Dimension = "StateMachineArn";

    private readonly Meter _meter;
    private readonly Counter<long> _started;
    private readonly Counter<long> _succeeded;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _timedOut;
    private readonly Counter<long> _aborted;

    public ExecutionMetrics()
    {
        _meter = new Meter("AWS/States");
        _started = _meter.CreateCounter<long>("ExecutionsStarted");
        _succeeded = _meter.CreateCounter<long>("ExecutionsSucceeded");
        _failed = _meter.CreateCounter<long>("ExecutionsFailed");
        _timedOut = _meter.CreateCounter<long>("ExecutionsTimedOut");
        _aborted = _meter.CreateCounter<long>("ExecutionsAborted");
    }

    public void Started(string stateMachineArn) => Count(_started, stateMachineArn);

    public void Ended(string stateMachineArn, ExecutionStatus status) => Count(
        status switch
        {
            ExecutionStatus.Succeeded => _succeeded,
            ExecutionStatus.Failed => _failed,
            ExecutionStatus.TimedOut => _timedOut,
            ExecutionStatus.Aborted => _aborted,
            _ => throw new InvalidOperationException($"An execution does not end as {status}."),
        },
        stateMachineArn);

    public void Dispose() => _meter.Dispose();

    private static void Count(Counter<long> counter, string stateMachineArn)
    {
        if (counter.Enabled)
            counter.Add(1, new KeyValuePair<string, object?>(Dimension, stateMachineArn));
    }
}
