using System.Collections.Immutable;
using Stepwell.Json;
using Stepwell.States.Events;
using static Stepwell.States.Events.EventDetail;

namespace Stepwell.States.Engine;

/// <summary>The fold of the journal. Pure and total; the only place where the state of an execution changes.</summary>
public static class Applier
{
    public static Execution Apply(Execution execution, in Event entry)
    {
        var lastEventId = entry.Id == 0 ? execution.LastEventId : entry.Id;
        // Nearly all events are of these two kinds, and cost one copy.
        if (entry.Detail is StateEntered or StateExited)
            return execution.With(ChangeFrame(execution.Get(entry.FrameId), entry), lastEventId);
        var next = Change(execution, entry);
        return next.LastEventId == lastEventId ? next : next with { LastEventId = lastEventId };
    }

    private static Execution Change(Execution execution, in Event entry) => entry.Detail switch
    {
        ExecutionStarted started => Start(execution, started, entry),
        ExecutionSucceeded succeeded => Close(execution, ExecutionStatus.Succeeded, succeeded.Output, null, null),
        ExecutionFailed failed => Close(execution, ExecutionStatus.Failed, default, failed.Error, failed.Cause),
        ExecutionAborted aborted => Close(execution, ExecutionStatus.Aborted, default, aborted.Error, aborted.Cause),
        ExecutionRedriven redriven => Redriving.Reopen(execution, redriven, entry),
        ExecutionTimedOut timedOut => Close(execution, ExecutionStatus.TimedOut, default, timedOut.Error, timedOut.Cause),
        IterationStarted started => FrameTree.StartIteration(execution, started, entry),
        IterationSucceeded => FrameTree.CompleteIteration(execution, entry),
        BranchSucceeded => FrameTree.CompleteBranch(execution, entry),
        ParallelStarted started => FrameTree.StartBranches(execution, started, entry),
        ChildrenDropped dropped => FrameTree.DropChildren(execution, dropped, entry),

        // These say what became of children; the chain of causes goes past them.
        IterationFailed or IterationAborted or StateAborted or ParallelSucceeded or MapSucceeded or MapRunAborted => execution,
        _ => execution.With(ChangeFrame(execution.Get(entry.FrameId), entry)),
    };

    private static Frame ChangeFrame(Frame frame, in Event entry) => entry.Detail switch
    {
        StateEntered entered => frame with
        {
            StateName = entered.Name,
            Value = entered.Input,
            PreviousId = entry.Id,
            EnteredEventId = entry.Id,
            EnteredTime = entry.Time,
            Attempts = [],
            Pending = Pending.Nothing,
            Dropped = null,
            FailedMapRun = null,
        },
        StateExited exited => frame with
        {
            StateName = null,
            LeftStateName = frame.Dropped is null ? exited.Name : null,
            Value = exited.Output,
            Variables = Merge(frame.Variables, exited.AssignedVariables),
            PreviousId = entry.Id,
            Pending = Pending.Nothing,
            Dropped = null,
            FailedMapRun = null,
        },
        WaitStarted waiting => frame with { Pending = new Pending.Timer(waiting.Until) },
        RetryScheduled retry => frame with { Attempts = CountAttempt(frame.Attempts, retry.RetrierIndex), Pending = new Pending.Retry(retry.Due) },
        TransitionThrottled throttled => frame with { Pending = new Pending.Turn(throttled.Next, throttled.Due) },
        TaskScheduled task => frame with { PreviousId = entry.Id, Pending = TaskTracking.Schedule(task, entry) },
        TaskStarted => frame with { PreviousId = entry.Id, Pending = TaskTracking.Start(frame, entry.Time) },
        TaskSubmitted submitted => frame with { PreviousId = entry.Id, Pending = TaskTracking.Submit(frame, submitted.Output) },
        HeartbeatReceived => frame with { Pending = TaskTracking.Heartbeat(frame, entry.Time) },
        TaskSucceeded or TaskFailed or TaskTimedOut => frame with { PreviousId = entry.Id, Pending = Pending.Nothing },
        MapStarted map => frame with
        {
            PreviousId = entry.Id,
            Pending = new Pending.Iterations(
                map.Items, map.Input, map.Length, map.MaxConcurrency, 0, 0, ImmutableSortedDictionary<int, JsonValue>.Empty),
            Dropped = null,
        },
        ParallelFailed or MapFailed or EvaluationFailed => frame with { PreviousId = entry.Id },
        DistributedMapStarted => frame with { PreviousId = entry.Id, FailedMapRun = null },
        MapRunStarted run => frame with { PreviousId = entry.Id, Pending = new Pending.MapRun(run.MapRunArn, RedriveCount: 0) },
        MapRunRedriven run => frame with
        {
            PreviousId = entry.Id,
            Pending = new Pending.MapRun(run.MapRunArn, run.RedriveCount),
            FailedMapRun = null,
        },
        MapRunSucceeded => frame with { PreviousId = entry.Id, Pending = Pending.Nothing },
        MapRunFailed failed => frame with
        {
            PreviousId = entry.Id,
            Pending = Pending.Nothing,
            FailedMapRun = Redriving.StartsMapRunAnew(failed) ? null : (Pending.MapRun)frame.Pending,
        },
        _ => throw new InvalidOperationException($"No rule applies {entry.Detail.GetType().Name}."),
    };

    private static Execution Start(Execution execution, ExecutionStarted started, in Event entry) => execution with
    {
        Identity = new ExecutionIdentity(
            started.ExecutionArn, started.StateMachineArn, started.StateMachineName, started.RoleArn, started.Input, entry.Time),
        Status = ExecutionStatus.Running,
        LastFrameId = Execution.RootFrameId,
        TimeoutAt = started.TimeoutAt,
        // The first state names no event as its cause.
        Root = FrameTree.New(Execution.RootFrameId, 0, 0, default, started.Input, JsonValue.EmptyObject, previousId: 0),
    };

    private static Execution Close(Execution execution, ExecutionStatus status, JsonValue output, string? error, string? cause) =>
        execution with
        {
            Status = status,
            Output = output,
            Error = error,
            Cause = cause,
            TimeoutAt = null,
            Unfinished = status == ExecutionStatus.Succeeded || execution.Root is null ? null : new Unfinished(execution.Root, execution.Children),
            Root = null,
            Children = ImmutableSortedDictionary<int, Frame>.Empty,
        };

    private static JsonValue Merge(JsonValue variables, JsonValue assigned)
    {
        foreach (var member in assigned.Members)
            variables = variables.With(member.Name, member.Value);
        return variables;
    }

    private static ImmutableArray<int> CountAttempt(ImmutableArray<int> attempts, int retrier)
    {
        while (attempts.Length <= retrier)
            attempts = attempts.Add(0);
        return attempts.SetItem(retrier, attempts[retrier] + 1);
    }
}
