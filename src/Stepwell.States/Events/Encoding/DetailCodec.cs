using static Stepwell.States.Events.EventDetail;

namespace Stepwell.States.Events.Encoding;

/// <summary>The fields of each kind of entry, in the order they are written. A released order is never changed.</summary>
internal static class DetailCodec
{
    public static EventKind KindOf(EventDetail detail) => detail switch
    {
        ExecutionStarted => EventKind.ExecutionStarted,
        ExecutionSucceeded => EventKind.ExecutionSucceeded,
        ExecutionFailed => EventKind.ExecutionFailed,
        ExecutionAborted => EventKind.ExecutionAborted,
        ExecutionTimedOut => EventKind.ExecutionTimedOut,
        ExecutionRedriven => EventKind.ExecutionRedriven,
        StateEntered => EventKind.StateEntered,
        StateExited => EventKind.StateExited,
        StateAborted => EventKind.StateAborted,
        WaitStarted => EventKind.WaitStarted,
        RetryScheduled => EventKind.RetryScheduled,
        EvaluationFailed => EventKind.EvaluationFailed,
        TransitionThrottled => EventKind.TransitionThrottled,
        TaskScheduled => EventKind.TaskScheduled,
        TaskStarted => EventKind.TaskStarted,
        TaskSubmitted => EventKind.TaskSubmitted,
        TaskSucceeded => EventKind.TaskSucceeded,
        TaskFailed => EventKind.TaskFailed,
        TaskTimedOut => EventKind.TaskTimedOut,
        HeartbeatReceived => EventKind.HeartbeatReceived,
        ParallelStarted => EventKind.ParallelStarted,
        BranchSucceeded => EventKind.BranchSucceeded,
        ParallelSucceeded => EventKind.ParallelSucceeded,
        ParallelFailed => EventKind.ParallelFailed,
        MapStarted => EventKind.MapStarted,
        IterationStarted => EventKind.IterationStarted,
        IterationSucceeded => EventKind.IterationSucceeded,
        IterationFailed => EventKind.IterationFailed,
        IterationAborted => EventKind.IterationAborted,
        MapSucceeded => EventKind.MapSucceeded,
        MapFailed => EventKind.MapFailed,
        ChildrenDropped => EventKind.ChildrenDropped,
        DistributedMapStarted => EventKind.DistributedMapStarted,
        MapRunStarted => EventKind.MapRunStarted,
        MapRunSucceeded => EventKind.MapRunSucceeded,
        MapRunFailed => EventKind.MapRunFailed,
        MapRunAborted => EventKind.MapRunAborted,
        MapRunRedriven => EventKind.MapRunRedriven,
        _ => throw new InvalidOperationException($"The journal has no kind for {detail.GetType().Name}."),
    };

    public static void Write(EventDetail detail, JournalWriter to)
    {
        switch (detail)
        {
            case ExecutionStarted(var arn, var machineArn, var machineName, var roleArn, var input, var timeoutAt):
                to.Text(arn);
                to.Text(machineArn);
                to.Text(machineName);
                to.Text(roleArn);
                to.Value(input);
                to.OptionalTime(timeoutAt);
                break;
            case ExecutionSucceeded(var output):
                to.Value(output);
                break;
            case ExecutionRedriven(var redriveCount, var redrivenUntil):
                to.Number(redriveCount);
                to.OptionalTime(redrivenUntil);
                break;
            case ExecutionFailed(var error, var cause):
                WriteError(to, error, cause);
                break;
            case ExecutionAborted(var error, var cause):
                WriteError(to, error, cause);
                break;
            case ExecutionTimedOut(var error, var cause):
                WriteError(to, error, cause);
                break;
            case StateEntered(var type, var name, var input):
                to.Byte((byte)type);
                to.Text(name);
                to.Value(input);
                break;
            case StateExited(var type, var name, var output, var assigned):
                to.Byte((byte)type);
                to.Text(name);
                to.Value(output);
                to.Value(assigned);
                break;
            case StateAborted(var type):
                to.Byte((byte)type);
                break;
            case WaitStarted(var until):
                to.Time(until);
                break;
            case RetryScheduled(var retrier, var due):
                to.Number(retrier);
                to.Time(due);
                break;
            case TransitionThrottled(var next, var turn):
                to.Text(next);
                to.Time(turn);
                break;
            case EvaluationFailed(var error, var cause, var location, var state):
                WriteError(to, error, cause);
                to.Text(location);
                to.Text(state);
                break;
            case TaskScheduled or TaskStarted or TaskSubmitted or TaskSucceeded or TaskFailed or TaskTimedOut:
                TaskDetailCodec.Write(detail, to);
                break;
            case ParallelStarted(var branchCount, var input):
                to.Number(branchCount);
                to.Value(input);
                break;
            case MapStarted(var length, var items, var input, var maxConcurrency):
                to.Number(length);
                to.Value(items);
                to.Value(input);
                to.Number(maxConcurrency);
                break;
            case IterationStarted(var parent, var index, var name, var input, var item):
                to.Number(parent);
                WriteIteration(to, index, name);
                to.Value(input);
                to.Value(item);
                break;
            case IterationSucceeded(var index, var name):
                WriteIteration(to, index, name);
                break;
            case IterationFailed(var index, var name):
                WriteIteration(to, index, name);
                break;
            case IterationAborted(var index, var name):
                WriteIteration(to, index, name);
                break;
            case ChildrenDropped(var previousId):
                to.Number(previousId);
                break;
            case DistributedMapStarted(var length):
                to.Number(length);
                break;
            case MapRunStarted(var mapRunArn):
                to.Text(mapRunArn);
                break;
            case MapRunSucceeded(var output):
                to.Value(output);
                break;
            case MapRunFailed(var error, var cause):
                WriteError(to, error, cause);
                break;
            case MapRunRedriven(var mapRunArn, var redriveCount):
                to.Text(mapRunArn);
                to.Number(redriveCount);
                break;
            case HeartbeatReceived or BranchSucceeded or ParallelSucceeded or ParallelFailed or MapSucceeded or MapFailed
                or MapRunAborted:
                break;
            default:
                throw new InvalidOperationException($"The journal cannot write {detail.GetType().Name}.");
        }
    }

    public static EventDetail Read(EventKind kind, JournalReader from) => kind switch
    {
        EventKind.ExecutionStarted =>
            new ExecutionStarted(from.Text(), from.Text(), from.Text(), from.Text(), from.Value(), from.OptionalTime()),
        EventKind.ExecutionSucceeded => new ExecutionSucceeded(from.Value()),
        EventKind.ExecutionFailed => new ExecutionFailed(from.OptionalText(), from.OptionalText()),
        EventKind.ExecutionAborted => new ExecutionAborted(from.OptionalText(), from.OptionalText()),
        EventKind.ExecutionTimedOut => new ExecutionTimedOut(from.OptionalText(), from.OptionalText()),
        EventKind.ExecutionRedriven => new ExecutionRedriven(from.Int(), from.OptionalTime()),
        EventKind.StateEntered => new StateEntered((StateType)from.Byte(), from.Text(), from.Value()),
        EventKind.StateExited => new StateExited((StateType)from.Byte(), from.Text(), from.Value(), from.Value()),
        EventKind.StateAborted => new StateAborted((StateType)from.Byte()),
        EventKind.WaitStarted => new WaitStarted(from.Time()),
        EventKind.RetryScheduled => new RetryScheduled(from.Int(), from.Time()),
        EventKind.TransitionThrottled => new TransitionThrottled(from.OptionalText(), from.Time()),
        EventKind.EvaluationFailed => new EvaluationFailed(from.Text(), from.Text(), from.OptionalText(), from.Text()),
        EventKind.HeartbeatReceived => new HeartbeatReceived(),
        EventKind.ParallelStarted => new ParallelStarted(from.Int(), from.Value()),
        EventKind.BranchSucceeded => new BranchSucceeded(),
        EventKind.ParallelSucceeded => new ParallelSucceeded(),
        EventKind.ParallelFailed => new ParallelFailed(),
        EventKind.MapStarted => new MapStarted(from.Int(), from.Value(), from.Value(), from.Int()),
        EventKind.IterationStarted => new IterationStarted(from.Int(), from.Int(), from.Text(), from.Value(), from.Value()),
        EventKind.IterationSucceeded => new IterationSucceeded(from.Int(), from.Text()),
        EventKind.IterationFailed => new IterationFailed(from.Int(), from.Text()),
        EventKind.IterationAborted => new IterationAborted(from.Int(), from.Text()),
        EventKind.MapSucceeded => new MapSucceeded(),
        EventKind.MapFailed => new MapFailed(),
        EventKind.ChildrenDropped => new ChildrenDropped(from.Number()),
        EventKind.DistributedMapStarted => new DistributedMapStarted(from.Int()),
        EventKind.MapRunStarted => new MapRunStarted(from.Text()),
        EventKind.MapRunSucceeded => new MapRunSucceeded(from.Value()),
        EventKind.MapRunFailed => new MapRunFailed(from.OptionalText(), from.OptionalText()),
        EventKind.MapRunAborted => new MapRunAborted(),
        EventKind.MapRunRedriven => new MapRunRedriven(from.Text(), from.Int()),
        _ => TaskDetailCodec.Read(kind, from),
    };

    private static void WriteError(JournalWriter to, string? error, string? cause)
    {
        to.Text(error);
        to.Text(cause);
    }

    private static void WriteIteration(JournalWriter to, int index, string name)
    {
        to.Number(index);
        to.Text(name);
    }
}
