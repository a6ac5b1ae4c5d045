using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine.MapRuns;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>Map in Distributed mode: the Map Run does the work, the execution waits for it.</summary>
internal sealed partial class Activation
{
    private string? ExecuteDistributedMap(Frame frame, MapState state, DistributedMap distributed)
    {
        var flow = FlowOf(frame, state);
        JsonValue items = default;
        if (flow.Input().Failed(out var input, out var failure)
            || flow.Integer(state.MaxConcurrency, "MaxConcurrency").Failed(out var maxConcurrency, out failure)
            || (distributed.Reader is null && flow.Items(state, input).Failed(out items, out failure)))
            return Fail(frame, state, failure);
        Emit(frame, new EventDetail.DistributedMapStarted(items.Count));
        frame = _execution.Get(frame.Id);
        flow = FlowOf(frame, state);
        if (flow.Tolerance(state).Failed(out var tolerance, out failure)
            || flow.Reader(distributed.Reader).Failed(out var reader, out failure)
            || flow.Batches(distributed.Batcher).Failed(out var batches, out failure)
            || flow.Writer(distributed.Writer).Failed(out var writer, out failure))
            return Fail(frame, state, failure);
        var label = distributed.Label ?? environment.NewGuid().ToString();
        var mapRunArn = MapRunArn(label);
        Emit(frame, new EventDetail.MapRunStarted(mapRunArn));
        var plan = new MapRunPlan(
            mapRunArn, label, state.Name, distributed.IsExpress, _execution.Identity!, AsSeen(frame), input, items, reader, batches, writer,
            maxConcurrency ?? 0, tolerance);
        _effects.Add(new Effect.StartMapRun(_execution.Get(frame.Id), plan));
        return null;
    }

    private string? RedriveMapRun(Frame frame, Pending.MapRun run)
    {
        var redrive = new EventDetail.MapRunRedriven(run.MapRunArn, run.RedriveCount + 1);
        Emit(frame, redrive);
        _effects.Add(new Effect.RedriveMapRun(redrive.MapRunArn, redrive.RedriveCount));
        return null;
    }

    private void FinishMapRun(Frame frame, Command.FinishMapRun finish)
    {
        var state = (MapState)StateOf(frame);
        if (finish.Output.IsMissing)
        {
            Emit(frame, new EventDetail.MapRunFailed(finish.Error, finish.Cause));
            frame = _execution.Get(frame.Id);
            _droppedChildren.Add(frame.Id);
            Continue(frame, Fail(frame, state, new Failure(finish.Error, finish.Cause)));
            return;
        }
        Emit(frame, new EventDetail.MapRunSucceeded(finish.Output));
        frame = _execution.Get(frame.Id);
        Emit(frame, new EventDetail.MapSucceeded());
        frame = _execution.Get(frame.Id);
        Continue(frame, Complete(frame, state, FlowOf(frame, state), finish.Output, state.Transition));
    }

    private string MapRunArn(string label)
    {
        var identity = _execution.Identity!;
        var machine = identity.StateMachineName.Split('/')[0];
        return $"arn:aws:states:{identity.Region}:{identity.AccountId}:mapRun:{machine}/{label}:{environment.NewGuid()}";
    }

    /// <summary>The frame on its own, with the item of the inline Map around it.</summary>
    private Frame AsSeen(Frame frame)
    {
        var around = ContextObject.IterationAround(_execution, frame);
        return frame with { Id = Execution.RootFrameId, ParentId = 0, Index = around?.Index ?? 0, Item = around?.Item ?? default, Pending = Pending.Nothing };
    }
}
