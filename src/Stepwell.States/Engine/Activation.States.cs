using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Events;
using Stepwell.States.Testing;

namespace Stepwell.States.Engine;

/// <summary>Entering, executing and leaving states; the states that finish at once.</summary>
internal sealed partial class Activation
{
    /// <returns>The state to go to next; null when the frame waits or has ended.</returns>
    private string? Enter(Frame frame, string name)
    {
        var state = GraphOf(frame)[name];
        Emit(frame, new EventDetail.StateEntered(TypeOf(state), name, frame.Value));
        return Execute(_execution.Get(frame.Id), state);
    }

    /// <summary>Executes a state that has been entered: for the first time, or again after a failure.</summary>
    private string? Execute(Frame frame, State state) => state switch
    {
        PassState pass => ExecutePass(frame, pass),
        TaskState task => ExecuteTask(frame, task),
        ChoiceState choice => ExecuteChoice(frame, choice),
        WaitState wait => ExecuteWait(frame, wait),
        SucceedState succeed => ExecuteSucceed(frame, succeed),
        FailState fail => ExecuteFail(frame, fail),
        ParallelState parallel => ExecuteParallel(frame, parallel),
        MapState map => ExecuteMap(frame, map),
        _ => throw new InvalidOperationException($"No rule executes {state.GetType().Name}."),
    };

    private string? ExecutePass(Frame frame, PassState state)
    {
        var flow = FlowOf(frame, state);
        if (!state.Result.IsMissing)
        {
            environment.Inspection?.Note(InspectionStage.Result, state.Result);
            return Complete(frame, state, flow, state.Result, state.Transition);
        }
        return flow.EffectiveInput().Failed(out var input, out var failure)
            ? Fail(frame, state, failure)
            : Complete(frame, state, flow, input, state.Transition);
    }

    private string? ExecuteSucceed(Frame frame, SucceedState state)
    {
        var flow = FlowOf(frame, state);
        if (flow.Input().Failed(out var input, out var failure) || flow.Output(input).Failed(out var output, out failure))
            return Fail(frame, state, failure);
        return Leave(frame, state, output, default, Transition.End);
    }

    private string? ExecuteFail(Frame frame, FailState state)
    {
        var flow = FlowOf(frame, state);
        if (environment.Inspection is not null && flow.Input().Failed(out _, out var notFound))
            return Fail(frame, state, notFound);
        if (flow.Text(state.Error, "ErrorPath").Failed(out var error, out var failure)
            || flow.Text(state.Cause, "CausePath").Failed(out var cause, out failure))
            return Fail(frame, state, failure);
        return Escalate(frame, new Failure(error.IsMissing ? null : error.GetString(), cause.IsMissing ? null : cause.GetString()));
    }

    /// <summary>The ordinary end of a state that has a result: ResultSelector, ResultPath, OutputPath, Assign, and on.</summary>
    private string? Complete(Frame frame, State state, Flow flow, JsonValue result, Transition transition)
    {
        if (flow.Finish(result).Failed(out var output, out var failure) || flow.Assign(result).Failed(out var assigned, out failure))
            return Fail(frame, state, failure);
        return Leave(frame, state, output, assigned, transition);
    }

    private string? Leave(Frame frame, State state, JsonValue output, JsonValue assigned, Transition transition)
    {
        if (output.Utf8Length > Decider.MaxPayloadBytes)
            return Fail(frame, state, Failure.TooLarge(state.Name));
        Emit(frame, new EventDetail.StateExited(TypeOf(state), state.Name, output, assigned));
        if (transition is Transition.Next(var next))
            return next;
        EndFrame(_execution.Get(frame.Id));
        return null;
    }

    /// <summary>A frame has come to the end of its graph.</summary>
    private void EndFrame(Frame frame)
    {
        if (frame.Id == Execution.RootFrameId)
        {
            Close(frame.PreviousId, new EventDetail.ExecutionSucceeded(frame.Value));
            return;
        }
        var parent = _execution.Get(frame.ParentId);
        if (StateOf(parent) is MapState map)
            EndIteration(parent, map, frame);
        else
            EndBranch(parent, frame);
    }

    private static StateType TypeOf(State state) => state switch
    {
        PassState => StateType.Pass,
        TaskState => StateType.Task,
        ChoiceState => StateType.Choice,
        WaitState => StateType.Wait,
        SucceedState => StateType.Succeed,
        FailState => StateType.Fail,
        ParallelState => StateType.Parallel,
        MapState => StateType.Map,
        _ => throw new InvalidOperationException($"{state.GetType().Name} is no state of the language."),
    };
}
