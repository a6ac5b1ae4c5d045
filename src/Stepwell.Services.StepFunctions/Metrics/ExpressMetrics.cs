using Stepwell.Services.StepFunctions.Express;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>
/// What Express executions tell. Told by whoever makes them durable, where somebody does, so that one that runs again after a crash counts
/// as the one execution that it is. Thread-safe.
/// </summary>
internal sealed class ExpressMetrics(ExecutionInstruments executions)
{
    public void Started(string stateMachineArn) => executions.Started(new ExecutionSubject(stateMachineArn));

    public void Started(ExpressStart start) => executions.Started(SubjectOf(start));

    public void Ended(ExpressStart start, ExpressResult result)
    {
        var subject = SubjectOf(start);
        var execution = result.Execution;
        executions.Ended(subject, execution.Status, result.StoppedAt - execution.Identity!.StartTime, isRedriven: false);
        executions.Billed(subject, Billing.Milliseconds(result), Billing.Megabytes(result) << 20, Billing.Bytes(result));
    }

    private static ExecutionSubject SubjectOf(ExpressStart start) => new(start.StateMachineArn, start.Version, start.Alias);
}
