using Stepwell.Expressions;
using Stepwell.States.Definition;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>
/// One decision in the making: the execution as the events so far leave it, and what those events are. Lives on one thread for one call.
/// The partial files hold one part of the language each.
/// </summary>
internal sealed partial class Activation(StateMachine machine, Execution execution, Environment environment)
{
    private readonly List<Event> _events = new(16);
    private readonly List<Effect> _effects = [];
    private readonly Queue<(int FrameId, string StateName)> _ready = new();
    private readonly HashSet<int> _droppedChildren = [];
    private readonly ExpressionServices _expressionServices = new(environment.Random, environment.NewGuid);
    private readonly JsonataServices _jsonataServices = new(new DecisionTime(environment), environment.Random, environment.NewGuid);
    private Execution _execution = execution;

    /// <summary>History keeps milliseconds, and so does everything that is decided by it.</summary>
    private DateTimeOffset Now { get; } = environment.Now.AddTicks(-(environment.Now.UtcTicks % TimeSpan.TicksPerMillisecond));

    public Decision ToDecision() => new(_execution, _events, _effects);

    public void Handle(Command command)
    {
        switch (command)
        {
            case Command.Start start:
                Start(start);
                break;
            case Command.StartTask(var frameId, var workerName):
                EmitTaskStarted(_execution.Get(frameId), workerName);
                break;
            case Command.SubmitTask(var frameId, var output):
                SubmitTask(_execution.Get(frameId), output);
                break;
            case Command.SucceedTask(var frameId, var output):
                SucceedTask(_execution.Get(frameId), output);
                break;
            case Command.FailTask fail:
                FailTask(_execution.Get(fail.FrameId), fail);
                break;
            case Command.HeartbeatTask(var frameId):
                Emit(_execution.Get(frameId), new EventDetail.HeartbeatReceived());
                break;
            case Command.FinishMapRun finish:
                FinishMapRun(_execution.Get(finish.FrameId), finish);
                break;
            case Command.Wake:
                Wake();
                break;
            case Command.Redrive:
                Redrive();
                break;
            case Command.Stop(var error, var cause):
                Close(_execution.Root!.PreviousId, new EventDetail.ExecutionAborted(error, cause));
                break;
            default:
                throw new InvalidOperationException($"No rule decides {command.GetType().Name}.");
        }
    }

    /// <summary>Runs every frame that has a state to go to until it waits or ends. A test ends with its state.</summary>
    public void RunReadyFrames()
    {
        if (environment.Inspection is not null)
            return;
        while (!_execution.IsClosed && _ready.TryDequeue(out var ready))
        {
            string? next = ready.StateName;
            while (next is not null && _execution.Find(ready.FrameId) is { } frame && !MustWaitItsTurn(frame, next))
                next = Enter(frame, next);
        }
    }

    public void FailFullHistory()
    {
        var cause = $"The execution reached the maximum number of history events ({Decider.MaxHistoryEvents}).";
        Close(_execution.LastEventId, new EventDetail.ExecutionFailed(ErrorNames.Runtime, cause));
    }

    /// <summary>A workflow can nest its data without end; the execution ends where JSON does.</summary>
    public void FailTooDeep(string message) => Close(_execution.LastEventId, new EventDetail.ExecutionFailed(ErrorNames.Runtime, message));

    private void Start(Command.Start start)
    {
        DateTimeOffset? timeoutAt = machine.TimeoutSeconds is { } seconds ? Now.AddSeconds(seconds) : null;
        Emit(Execution.RootFrameId, 0, new EventDetail.ExecutionStarted(
            start.ExecutionArn, start.StateMachineArn, start.StateMachineName, start.RoleArn, start.Input, timeoutAt));
        _ready.Enqueue((Execution.RootFrameId, machine.Graph.StartAt));
    }

    /// <summary>Goes on with everything whose time has come, earliest first.</summary>
    private void Wake()
    {
        if (_execution.TimeoutAt <= Now)
        {
            Close(_execution.Root!.PreviousId, new EventDetail.ExecutionTimedOut(ErrorNames.Timeout, null));
            return;
        }
        foreach (var due in DueFrames())
        {
            // An earlier one may have taken this one with it.
            if (_execution.Find(due.Id) is { } frame && frame.Pending == due.Pending)
                Fire(frame);
            if (_execution.IsClosed)
                return;
            RunReadyFrames();
        }
    }

    private List<Frame> DueFrames()
    {
        var due = new List<Frame>();
        if (_execution.Root?.Pending.Due <= Now)
            due.Add(_execution.Root);
        foreach (var (_, frame) in _execution.Children)
            if (frame.Pending.Due <= Now)
                due.Add(frame);
        due.Sort((a, b) => (a.Pending.Due!.Value, a.Id).CompareTo((b.Pending.Due!.Value, b.Id)));
        return due;
    }

    private void Fire(Frame frame)
    {
        switch (frame.Pending)
        {
            case Pending.Timer:
                CompleteWait(frame, (WaitState)StateOf(frame));
                break;
            case Pending.Retry:
                if (!MustWaitItsTurn(frame, next: null))
                    Continue(frame, Execute(frame, StateOf(frame)));
                break;
            case Pending.Turn(var next, _):
                Continue(frame, next is null ? Execute(frame, StateOf(frame)) : Enter(frame, next));
                break;
            case Pending.Task task:
                TimeOutTask(frame, task);
                break;
        }
    }

    private void Emit(Frame frame, EventDetail detail) => Emit(frame.Id, frame.PreviousId, detail);

    private void Emit(int frameId, long previousId, EventDetail detail)
    {
        var id = 0L;
        if (detail.IsShown)
        {
            if (_execution.LastEventId >= Decider.MaxHistoryEvents - 1 && !IsTerminal(detail))
                throw new HistoryFullException();
            id = _execution.LastEventId + 1;
        }
        var entry = new Event(id, detail.IsShown ? previousId : 0, frameId, Now, detail);
        _events.Add(entry);
        _execution = Applier.Apply(_execution, entry);
    }

    private static bool IsTerminal(EventDetail detail) => detail is EventDetail.ExecutionSucceeded or EventDetail.ExecutionFailed
        or EventDetail.ExecutionAborted or EventDetail.ExecutionTimedOut;

    private void Close(long previousId, EventDetail detail)
    {
        EndTask(_execution.Root, isAbandoned: true);
        foreach (var (_, frame) in _execution.Children)
            EndTask(frame, isAbandoned: true);
        Emit(Execution.RootFrameId, previousId, detail);
        _effects.Add(new Effect.Close());
    }

    private void EndTask(Frame? frame, bool isAbandoned)
    {
        if (frame?.Pending is Pending.Task task)
            _effects.Add(new Effect.EndTask(frame, task, isAbandoned));
        else if (frame?.Pending is Pending.MapRun run && isAbandoned)
            _effects.Add(new Effect.AbandonMapRun(run.MapRunArn));
    }

    /// <summary>The graph a frame moves in: the machine's, a branch's, or an item processor's.</summary>
    private StateGraph GraphOf(Frame frame)
    {
        if (frame.Id == Execution.RootFrameId)
            return machine.Graph;
        var parent = _execution.Get(frame.ParentId);
        return StateOf(parent) switch
        {
            ParallelState parallel => parallel.Branches[frame.Index],
            MapState map => map.ItemProcessor,
            var other => throw new InvalidOperationException($"State {other.Name} has no frames below it."),
        };
    }

    private State StateOf(Frame frame) => GraphOf(frame)[frame.StateName!];

    private Flow FlowOf(Frame frame, State state, string token = "") =>
        Flow.Of(state, frame, _execution, _expressionServices, _jsonataServices, token, environment.Inspection);
}
