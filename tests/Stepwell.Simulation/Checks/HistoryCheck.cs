using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Simulation.Checks;

/// <summary>
/// A history is well-formed: ids without gaps, causes before effects, time that does not go back, one end and nothing after it, states that
/// are left once they are entered, tasks with one outcome.
/// </summary>
internal sealed class HistoryCheck
{
    private readonly DurableExecution _execution;
    private readonly Dictionary<int, string> _openStates = [];
    private readonly Dictionary<int, (long TaskId, bool IsStarted)> _openTasks = [];

    private HistoryCheck(DurableExecution execution) => _execution = execution;

    public static void Run(DurableExecution execution)
    {
        CheckNumbers(execution);
        CheckEnd(execution);
        var check = new HistoryCheck(execution);
        foreach (var entry in execution.Events)
        {
            check.FollowState(entry);
            check.FollowTask(entry);
        }

        if (execution.Status == ExecutionStatus.Succeeded)
            check.Expect(check._openStates.Count == 0 && check._openTasks.Count == 0, "It succeeded while something was still open.");
    }

    private static void CheckNumbers(DurableExecution execution)
    {
        var lastId = 0L;
        var lastTime = DateTimeOffset.MinValue;
        foreach (var entry in execution.Events)
        {
            Audit.Expect(entry.Time >= lastTime, execution, $"Time goes back at event {entry.Id}.");
            lastTime = entry.Time;
            if (entry.Id == 0)
                continue;
            Audit.Expect(entry.Id == lastId + 1, execution, $"Event {entry.Id} follows event {lastId}.");
            lastId = entry.Id;
            // The start has no cause, and the first state names none; nor does an expression that fails as that state is entered.
            var mayHaveNone = entry.Id <= 2 || entry is { Id: 3, Detail: EventDetail.EvaluationFailed };
            Audit.Expect(entry.PreviousId < entry.Id && (entry.PreviousId > 0 || mayHaveNone), execution, $"Event {entry.Id} has a wrong cause.");
        }
    }

    private static void CheckEnd(DurableExecution execution)
    {
        var events = execution.Events.ToList();
        var ends = events.Where(entry => StatusAfter(entry.Detail) is not null).ToList();
        for (var i = 0; i < events.Count; i++)
        {
            if (events[i].Detail is EventDetail.ExecutionRedriven)
                Audit.Expect(ends.Remove(events[i - 1]), execution, $"Event {events[i].Id} redrives what has not ended.");
        }

        Audit.Expect(execution.Events.First().Detail is EventDetail.ExecutionStarted, execution, "It does not begin with its start.");
        if (!execution.IsClosed)
        {
            Audit.Expect(ends.Count == 0, execution, "It runs although its history has an end.");
            return;
        }

        Audit.Expect(ends.Count == 1 && ends[0] == execution.Events.Last(), execution, "It does not have one end as its last event.");
        Audit.Expect(StatusAfter(ends[0].Detail) == execution.Status, execution, "Its status is not that of its end.");
        Audit.Expect(ends[0].Time.ToUnixTimeMilliseconds() == execution.Row.StoppedAtMs, execution, "It did not stop when it ended.");
    }

    private static ExecutionStatus? StatusAfter(EventDetail detail) => detail switch
    {
        EventDetail.ExecutionSucceeded => ExecutionStatus.Succeeded,
        EventDetail.ExecutionFailed => ExecutionStatus.Failed,
        EventDetail.ExecutionTimedOut => ExecutionStatus.TimedOut,
        EventDetail.ExecutionAborted => ExecutionStatus.Aborted,
        _ => null,
    };

    private void FollowState(in Event entry)
    {
        switch (entry.Detail)
        {
            case EventDetail.ExecutionRedriven:
                Reopen(entry);
                break;
            case EventDetail.StateEntered { Type: StateType.Fail } failing:
                // A redrive enters the state again that had failed in it.
                _openStates[entry.FrameId] = failing.Name;
                break;
            case EventDetail.StateEntered entered:
                Expect(_openStates.TryAdd(entry.FrameId, entered.Name), $"Event {entry.Id} enters a state inside another.");
                break;
            case EventDetail.StateExited exited:
                Expect(
                    _openStates.Remove(entry.FrameId, out var name) && name == exited.Name && !_openTasks.ContainsKey(entry.FrameId),
                    $"Event {entry.Id} leaves a state that is not the current one, or has a task under way.");
                break;
            case EventDetail.BranchSucceeded or EventDetail.IterationSucceeded:
                Expect(!_openStates.ContainsKey(entry.FrameId), $"A branch or iteration succeeds in the midst of a state (frame {entry.FrameId}).");
                break;
            case EventDetail.ChildrenDropped:
                DropChildren(entry);
                break;
        }
    }

    /// <summary>Those that are left are exactly the frames that the execution still has.</summary>
    private void DropChildren(Event dropped)
    {
        var known = _execution.Events.TakeWhile(entry => entry != dropped).Append(dropped)
            .Aggregate(Execution.None, (execution, entry) => Applier.Apply(execution, entry));
        foreach (var frameId in _openStates.Keys.Where(id => known.Find(id) is null).ToList())
        {
            _openStates.Remove(frameId);
            _openTasks.Remove(frameId);
        }
    }

    /// <summary>The frames that the redrive has opened again, none of which has a task.</summary>
    private void Reopen(Event redriven)
    {
        var state = _execution.Events.TakeWhile(entry => entry != redriven).Append(redriven)
            .Aggregate(Execution.None, (execution, entry) => Applier.Apply(execution, entry));
        _openTasks.Clear();
        _openStates.Clear();
        foreach (var frame in state.Children.Values.Append(state.Root!).Where(frame => frame.StateName is not null))
            _openStates.Add(frame.Id, frame.StateName!);
    }

    private void FollowTask(in Event entry)
    {
        switch (entry.Detail)
        {
            case EventDetail.TaskScheduled:
                Expect(_openTasks.TryAdd(entry.FrameId, (entry.Id, false)), $"Event {entry.Id} schedules a task while another is under way.");
                break;
            case EventDetail.TaskStarted:
                Expect(_openTasks.TryGetValue(entry.FrameId, out var task) && !task.IsStarted, $"Event {entry.Id} starts no task, or one that has started.");
                _openTasks[entry.FrameId] = task with { IsStarted = true };
                break;
            case EventDetail.TaskSubmitted or EventDetail.HeartbeatReceived:
                Expect(_openTasks.TryGetValue(entry.FrameId, out var running) && running.IsStarted, $"Event {entry.Id} is about a task that does not run.");
                break;
            case EventDetail.TaskSucceeded or EventDetail.TaskFailed:
                Expect(_openTasks.Remove(entry.FrameId, out var ended) && ended.IsStarted, $"Event {entry.Id} ends a task that does not run.");
                break;
            case EventDetail.TaskTimedOut:
                Expect(_openTasks.Remove(entry.FrameId), $"Event {entry.Id} ends a task that is over.");
                break;
        }
    }

    private void Expect(bool holds, string text) => Audit.Expect(holds, _execution, text);
}
