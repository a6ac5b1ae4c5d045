using Stepwell.States.Definition;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>Going on where an execution failed, timed out or was stopped.</summary>
internal sealed partial class Activation
{
    private void Redrive()
    {
        DateTimeOffset? timeoutAt = machine.TimeoutSeconds is { } seconds ? Now.AddSeconds(seconds) : null;
        Emit(Execution.RootFrameId, _execution.LastEventId, new EventDetail.ExecutionRedriven(_execution.RedriveCount + 1, timeoutAt));
        List<int> frameIds = [Execution.RootFrameId, .. _execution.Children.Keys];
        foreach (var frameId in frameIds)
        {
            // One that fails takes others with it.
            if (!_execution.IsClosed && _execution.Find(frameId) is { } frame)
                Continue(frame, Resume(frame));
        }
    }

    /// <summary>The state that failed or was aborted is executed again without being entered again; only a Fail state is.</summary>
    private string? Resume(Frame frame) => frame switch
    {
        { FailedMapRun: { } run } => RedriveMapRun(frame, run),
        { Pending: Pending.Iterations } => StartIterations(frame, (MapState)StateOf(frame), _execution.LastEventId),
        { Pending: Pending.Branches } => null,
        { Pending: Pending.Turn(var next, _) } => next,
        { StateName: null } => frame.LeftStateName is { } left ? NextAfter(GraphOf(frame)[left]) : GraphOf(frame).StartAt,
        _ => StateOf(frame) is FailState fail ? fail.Name : Execute(frame, StateOf(frame)),
    };

    /// <summary>Only what waits for others can have been left without the next state being entered in the same step.</summary>
    private static string NextAfter(State state)
    {
        var transition = state switch
        {
            TaskState task => task.Transition,
            WaitState wait => wait.Transition,
            ParallelState parallel => parallel.Transition,
            MapState map => map.Transition,
            _ => throw new InvalidOperationException($"No execution stops behind {state.Name}."),
        };
        return ((Transition.Next)transition).StateName;
    }
}
