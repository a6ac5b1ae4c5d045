using Stepwell.Integrations;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>
/// An Express execution that waits for tasks and timers. Each of their ends is one decision, one after the other under a lock; what follows
/// from a decision is begun after it. Thread-safe.
/// </summary>
internal sealed class ExpressRun
{
    private readonly Lock _gate = new();
    private readonly ExpressRunner _runner;
    private readonly ExpressStart _start;
    private readonly ExpressTrace? _trace;
    private readonly TaskCompletionSource<ExpressResult> _end;
    private readonly Dictionary<long, CancellationTokenSource> _tasks = [];
    private Execution _execution = Execution.None;
    private long _peakBytes;
    private ITimer? _timer;

    public ExpressRun(ExpressRunner runner, ExpressStart start, ExpressTrace? trace)
    {
        _runner = runner;
        _start = start;
        _trace = trace;
        _end = new(runner.Scheduler.RunsContinuationsInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Task<ExpressResult> End => _end.Task;

    private bool IsOver => _execution.IsClosed || _end.Task.IsCompleted;

    /// <summary>Goes on from the decision that started the execution.</summary>
    public void Begin(Decision decision)
    {
        lock (_gate)
            if (!IsOver)
                Take(decision, []);
    }

    /// <summary>Abandons the execution where it is.</summary>
    public void Cancel()
    {
        List<CancellationTokenSource> abandoned;
        lock (_gate)
        {
            abandoned = [.. _tasks.Values];
            _tasks.Clear();
            _timer?.Dispose();
            _end.TrySetCanceled(CancellationToken.None);
        }
        Abandon(abandoned);
    }

    private void Advance(Func<Execution, Command?> commandFor)
    {
        var abandoned = new List<CancellationTokenSource>();
        lock (_gate)
        {
            if (IsOver || commandFor(_execution) is not { } command)
                return;
            try
            {
                Take(_runner.Decide(_start, _trace, _execution, command), abandoned);
            }
            catch (Exception broken)
            {
                // Whoever waits for the end must not wait in vain for it.
                _timer?.Dispose();
                _end.TrySetException(broken);
            }
        }
        Abandon(abandoned);
    }

    private void Take(Decision decision, List<CancellationTokenSource> abandoned)
    {
        _execution = decision.Execution;
        _peakBytes = Math.Max(_peakBytes, BytesHeld(_execution));
        foreach (var effect in decision.Effects)
            Perform(effect, abandoned);
        if (_execution.IsClosed)
        {
            _timer?.Dispose();
            _end.TrySetResult(new ExpressResult(_execution, decision.Events[^1].Time, _peakBytes, _trace?.Spans ?? []));
            return;
        }
        SetTimer();
    }

    private void Perform(Effect effect, List<CancellationTokenSource> abandoned)
    {
        switch (effect)
        {
            case Effect.ScheduleTask(var frame, var task):
                var aborted = new CancellationTokenSource();
                _tasks.Add(task.TaskId, aborted);
                _runner.Scheduler.Schedule(new Delivery(this, frame, task, aborted.Token));
                break;
            case Effect.EndTask(_, var task, var isAbandoned):
                if (_tasks.Remove(task.TaskId, out var running) && isAbandoned)
                    abandoned.Add(running);
                break;
        }
    }

    /// <summary>What gives up waiting may go on inside the call, so this happens outside of the lock.</summary>
    private static void Abandon(List<CancellationTokenSource> abandoned)
    {
        foreach (var running in abandoned)
            running.Cancel();
    }

    private void SetTimer()
    {
        if (_execution.NextDue() is not { } due)
            return;
        // Timers count whole milliseconds, and one that comes early would find nothing to do.
        var wait = TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((due - _runner.Time.GetUtcNow()).TotalMilliseconds)));
        if (_timer is null)
            _timer = _runner.Time.CreateTimer(static run => ((ExpressRun)run!).Wake(), this, wait, Timeout.InfiniteTimeSpan);
        else
            _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void Wake() => Advance(static _ => new Command.Wake());

    private async Task CarryOut(Frame frame, Pending.Task task, CancellationToken aborted)
    {
        TaskOutcome outcome;
        try
        {
            var reference = new TaskReference(_start.ExecutionArn, frame.Id, task.TaskId);
            var traceHeader = _trace is null ? _start.TraceHeader : _trace.HeaderOfTask(task.TaskId);
            outcome = await _runner.Carrier
                .Deliver(task.Scheduled, frame.StateName!, _execution.Identity!, reference, traceHeader, aborted)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (aborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception fault)
        {
            _runner.Faulted?.Invoke(_start.ExecutionArn, fault);
            outcome = TaskCarrier.Unexpected(fault);
        }
        Advance(execution => execution.Find(frame.Id)?.Pending is Pending.Task pending && pending.TaskId == task.TaskId
            ? Answer(frame.Id, outcome)
            : null);
    }

    private static Command Answer(int frameId, TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Succeeded(var output) => new Command.SucceedTask(frameId, output),
        TaskOutcome.Failed(var error, var cause) => new Command.FailTask(frameId, TaskFailureKind.Failed, error, cause),
        TaskOutcome.Submitted => new Command.FailTask(
            frameId, TaskFailureKind.Failed, ErrorNames.Runtime, "An Express execution cannot wait for what a task has begun."),
        _ => throw new InvalidOperationException($"No rule answers with {outcome.GetType().Name}."),
    };

    private static long BytesHeld(Execution execution)
    {
        long bytes = execution.Output.Utf8Length + (execution.Root?.Value.Utf8Length ?? 0);
        foreach (var (_, frame) in execution.Children)
            bytes += frame.Value.Utf8Length;
        return bytes;
    }

    private sealed class Delivery(ExpressRun run, Frame frame, Pending.Task task, CancellationToken aborted) : IThreadPoolWorkItem
    {
        public void Execute() => _ = run.CarryOut(frame, task, aborted);
    }
}
