using Stepwell.Partitions;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>
/// What the events of a decision mean for the metrics. For Standard executions this is told when the decision is durable, and never when
/// events are read again, so a crash loses what was not told yet and counts nothing twice. Thread-safe.
/// </summary>
internal sealed class DecisionMetrics
{
    private readonly StepFunctionsMetrics _metrics;
    private readonly Action<object> _tell;

    public DecisionMetrics(StepFunctionsMetrics metrics)
    {
        _metrics = metrics;
        _tell = fact => Tell((Fact)fact);
    }

    /// <summary>Of a Standard execution: the execution as a whole, its transitions and its tasks, when the activation is durable.</summary>
    public void TellAfterCommit(in ExecutionSubject subject, Decision decision, IActivation activation) =>
        activation.AfterCommit(_tell, new Fact(subject, decision));

    /// <summary>The tasks of an execution.</summary>
    public void TellTasks(string stateMachineArn, Decision decision) => TellTasks(_metrics.Places.Of(stateMachineArn), decision);

    /// <summary>What counts against the quota of state transitions: a state that is entered, or tried again.</summary>
    public static bool IsTransition(EventDetail detail) => detail is EventDetail.StateEntered or EventDetail.RetryScheduled;

    private void TellTasks(Place place, Decision decision)
    {
        var events = decision.Events;
        for (var i = 0; i < events.Count; i++)
            TellTask(place, decision, events[i], i == 0 ? null : events[i - 1]);
    }

    private void Tell(Fact fact)
    {
        var (subject, decision) = (fact.Subject, fact.Decision);
        var place = _metrics.Places.Of(subject.StateMachineArn);
        TellTasks(place, decision);
        var transitions = 0;
        var throttled = 0;
        foreach (var entry in decision.Events)
        {
            if (IsTransition(entry.Detail))
                transitions++;
            else if (entry.Detail is EventDetail.TransitionThrottled)
                throttled++;
        }
        if (transitions > 0)
            _metrics.Capacity.Transitions(place, subject.StateMachineArn, transitions);
        if (throttled > 0)
        {
            _metrics.Executions.Throttled(subject, throttled);
            _metrics.Capacity.TransitionsThrottled(place, subject.StateMachineArn, throttled);
        }
        // The end of the execution comes last of all that is told of it.
        foreach (var entry in decision.Events)
            TellExecution(subject, decision.Execution, entry);
    }

    private void TellExecution(in ExecutionSubject subject, Execution execution, in Event entry)
    {
        switch (entry.Detail)
        {
            case EventDetail.ExecutionStarted:
                _metrics.Executions.Started(subject);
                break;
            case EventDetail.ExecutionRedriven:
                _metrics.Executions.Redriven(subject);
                break;
            case EventDetail.ExecutionSucceeded or EventDetail.ExecutionFailed or EventDetail.ExecutionAborted or EventDetail.ExecutionTimedOut:
                var time = entry.Time - execution.Identity!.StartTime;
                _metrics.Executions.Ended(subject, execution.Status, time, isRedriven: execution.RedriveCount > 0);
                break;
        }
    }

    private void TellTask(Place place, Decision decision, in Event entry, in Event? before)
    {
        switch (entry.Detail)
        {
            case EventDetail.TaskScheduled scheduled:
                _metrics.Of(scheduled.Family).Scheduled(place, scheduled.ResourceArn);
                break;
            // The server starts its own tasks in the decision that schedules them; workers start theirs later.
            case EventDetail.TaskStarted when before is { Detail: EventDetail.TaskScheduled task } scheduling && scheduling.FrameId == entry.FrameId:
                _metrics.Of(task.Family).Started(place, task.ResourceArn, entry.Time - scheduling.Time);
                break;
            case EventDetail.TaskStarted when decision.Execution.Find(entry.FrameId)?.Pending is Pending.Task pending:
                _metrics.Of(pending.Scheduled.Family).Started(place, pending.Scheduled.ResourceArn, entry.Time - pending.ScheduledAt);
                break;
            case EventDetail.TaskSucceeded:
                TellEnd(place, decision, entry, TaskEnd.Succeeded);
                break;
            case EventDetail.TaskFailed:
                TellEnd(place, decision, entry, TaskEnd.Failed);
                break;
            case EventDetail.TaskTimedOut:
                TellEnd(place, decision, entry, TaskEnd.TimedOut);
                break;
        }
    }

    private void TellEnd(Place place, Decision decision, in Event entry, TaskEnd end)
    {
        // A frame ends one task by its own event in a decision, and that first; what comes after it can only be abandoned.
        foreach (var effect in decision.Effects)
        {
            if (effect is not States.Engine.Effect.EndTask(var frame, var task, _) || frame.Id != entry.FrameId)
                continue;
            if (end == TaskEnd.TimedOut && task.HasMissedHeartbeat(entry.Time))
                end = TaskEnd.HeartbeatTimedOut;
            var runTime = task.StartedAt is { } started ? entry.Time - started : (TimeSpan?)null;
            _metrics.Of(task.Scheduled.Family).Ended(place, task.Scheduled.ResourceArn, end, entry.Time - task.ScheduledAt, runTime);
            return;
        }
        throw new InvalidOperationException($"Nothing says which task has ended by event {entry.Id} of {decision.Execution.Identity!.ExecutionArn}.");
    }

    private sealed record Fact(ExecutionSubject Subject, Decision Decision);
}
