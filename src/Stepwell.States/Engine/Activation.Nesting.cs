using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>Parallel and inline Map: opening frames, collecting their results.</summary>
internal sealed partial class Activation
{
    private string? ExecuteParallel(Frame frame, ParallelState state)
    {
        if (FlowOf(frame, state).EffectiveInput().Failed(out var input, out var failure))
            return Fail(frame, state, failure);
        var firstChild = _execution.LastFrameId + 1;
        Emit(frame, new EventDetail.ParallelStarted(state.Branches.Length, input));
        for (var index = 0; index < state.Branches.Length; index++)
            _ready.Enqueue((firstChild + index, state.Branches[index].StartAt));
        return null;
    }

    private void EndBranch(Frame parent, Frame child)
    {
        Emit(child, new EventDetail.BranchSucceeded());
        parent = _execution.Get(parent.Id);
        var branches = (Pending.Branches)parent.Pending;
        if (branches.RunningCount > 0)
            return;
        Emit(parent, new EventDetail.ParallelSucceeded());
        var state = (ParallelState)StateOf(parent);
        Continue(parent, Complete(parent, state, FlowOf(parent, state), JsonValue.Array(branches.Results), state.Transition));
    }

    private string? ExecuteMap(Frame frame, MapState state)
    {
        if (state.Distributed is { } distributed)
            return ExecuteDistributedMap(frame, state, distributed);
        var flow = FlowOf(frame, state);
        if (flow.Input().Failed(out var input, out var failure)
            || flow.Items(state, input).Failed(out var items, out failure)
            || flow.Integer(state.MaxConcurrency, "MaxConcurrency").Failed(out var maxConcurrency, out failure))
            return Fail(frame, state, failure);
        Emit(frame, new EventDetail.MapStarted(items.Count, items, input, (int)Math.Min(maxConcurrency ?? 0, int.MaxValue)));
        var map = _execution.Get(frame.Id);
        if (items.Count == 0)
            return CompleteMap(map, state);
        return StartIterations(map, state, map.PreviousId);
    }

    /// <summary>Starts as many iterations as may run; a failing item selector fails the state.</summary>
    private string? StartIterations(Frame frame, MapState state, long previousId)
    {
        while (frame.Pending is Pending.Iterations map
               && map.NextIndex < map.Length
               && (map.MaxConcurrency == 0 || map.RunningCount < map.MaxConcurrency))
        {
            var index = map.NextIndex;
            var item = map.Items[index];
            if (FlowOf(frame, state).ItemInput(state, map.Input, index, item).Failed(out var input, out var failure))
                return FailIterating(frame, state, failure);
            var childId = _execution.LastFrameId + 1;
            Emit(childId, previousId, new EventDetail.IterationStarted(frame.Id, index, state.Name, input, item));
            _ready.Enqueue((childId, state.ItemProcessor.StartAt));
            frame = _execution.Get(frame.Id);
        }
        return null;
    }

    /// <summary>What fails in the midst of the iterations ends those that run.</summary>
    private string? FailIterating(Frame frame, MapState state, Failure failure)
    {
        if (failure.IsTerminal)
            return Fail(frame, state, failure);
        (frame, failure) = Explain(frame, state, failure);
        DropChildren(frame, frame.PreviousId, failedId: 0);
        return Fail(_execution.Get(frame.Id), state, failure);
    }

    private void EndIteration(Frame parent, MapState state, Frame child)
    {
        Emit(child, new EventDetail.IterationSucceeded(child.Index, state.Name));
        parent = _execution.Get(parent.Id);
        var map = (Pending.Iterations)parent.Pending;
        // The next iteration names what ended the last one, not the event that says so.
        Continue(parent, map.Results.Count == map.Length ? CompleteMap(parent, state) : StartIterations(parent, state, child.PreviousId));
    }

    private string? CompleteMap(Frame frame, MapState state)
    {
        var results = ((Pending.Iterations)frame.Pending).Results;
        Emit(frame, new EventDetail.MapSucceeded());
        var output = new JsonArrayBuilder();
        foreach (var (_, result) in results)
            output.Add(result);
        return Complete(frame, state, FlowOf(frame, state), output.Build(), state.Transition);
    }

    private void Continue(Frame frame, string? next)
    {
        if (next is not null)
            _ready.Enqueue((frame.Id, next));
    }
}
