using System.Collections.Concurrent;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.States.Engine;
using Environment = Stepwell.States.Engine.Environment;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>
/// Runs Express executions in memory: the interpreter of Standard executions without a journal. Thread-safe.
/// </summary>
/// <param name="scheduler">Begins tasks.</param>
/// <param name="tracer">Null where nobody takes spans.</param>
/// <param name="random">Safe to use from any thread.</param>
internal sealed class ExpressRunner(
    TaskCarrier carrier,
    IPartitionScheduler scheduler,
    TimeProvider time,
    Random random,
    Func<Guid> newGuid,
    DecisionMetrics metrics,
    ExecutionTracer? tracer)
{
    private readonly Func<int, long, string> _noToken = (_, _) => throw new InvalidOperationException("An Express execution waits for no token.");
    private readonly Func<string, bool> _noActivity = _ => false;
    private readonly ConcurrentDictionary<ExpressRun, bool> _waiting = new();
    private volatile bool _isStopped;

    /// <summary>Gets the execution and the exception when a task could not be carried out for a reason of our own. Called from any thread.</summary>
    public Action<string, Exception>? Faulted { get; set; }

    internal TimeProvider Time => time;

    internal TaskCarrier Carrier => carrier;

    internal IPartitionScheduler Scheduler => scheduler;

    /// <summary>
    /// Runs an execution to its end; complete at once when nothing in it waits. Nothing of it outlives this process.
    /// </summary>
    /// <exception cref="OperationCanceledException">The server stopped before the end, or the caller gave it up.</exception>
    public ValueTask<ExpressResult> Run(ExpressStart start, CancellationToken aborted = default)
    {
        // Not a fault: what was accepted runs after the next start.
        if (_isStopped)
            return ValueTask.FromException<ExpressResult>(new OperationCanceledException("The server stops."));
        var command = new Command.Start(start.ExecutionArn, start.StateMachineArn, start.StateMachineName, start.RoleArn, start.Input);
        var trace = tracer?.TraceOf(start, time.GetUtcNow());
        var decision = Decide(start, trace, Execution.None, command);
        if (!decision.Execution.IsClosed)
            return new(Wait(start, trace, decision, aborted));
        return new(new ExpressResult(
            decision.Execution,
            decision.Events[^1].Time,
            start.Input.Utf8Length + decision.Execution.Output.Utf8Length,
            trace?.Spans ?? []));
    }

    /// <summary>Abandons what still runs: callers get an <see cref="OperationCanceledException"/>.</summary>
    public void Stop()
    {
        _isStopped = true;
        foreach (var (run, _) in _waiting)
            run.Cancel();
    }

    internal Decision Decide(ExpressStart start, ExpressTrace? trace, Execution execution, Command command)
    {
        var environment = new Environment(time.GetUtcNow(), random, newGuid, _noToken, _noActivity) { Stopwatch = time };
        var decision = Decider.Decide(start.Machine.Definition, execution, command, environment);
        if (decision.Events.Count > 0)
            start.Machine.Events?.Happened(decision.Execution.Identity!, decision.Events);
        trace?.Note(execution, decision.Events);
        metrics.TellTasks(start.StateMachineArn, decision);
        return decision;
    }

    private async Task<ExpressResult> Wait(ExpressStart start, ExpressTrace? trace, Decision decision, CancellationToken aborted)
    {
        var run = new ExpressRun(this, start, trace);
        await using var registration = aborted.UnsafeRegister(static run => ((ExpressRun)run!).Cancel(), run);
        _waiting[run] = true;
        try
        {
            run.Begin(decision);
            if (_isStopped)
                run.Cancel();
            return await run.End.ConfigureAwait(false);
        }
        finally
        {
            _waiting.TryRemove(run, out _);
        }
    }
}
