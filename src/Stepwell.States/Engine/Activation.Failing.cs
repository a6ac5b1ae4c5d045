using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>Retry, Catch, and failures that reach the next outer state.</summary>
internal sealed partial class Activation
{
    /// <summary>A state has failed: try again, go to a catcher's state, or fail what is around it.</summary>
    private string? Fail(Frame frame, State state, Failure failure)
    {
        (frame, failure) = Explain(frame, state, failure);
        var errors = ErrorsOf(state);
        if (!failure.IsTerminal)
        {
            if (TryRetry(frame, errors, failure))
                return null;
            frame = EmitNestedFailure(frame, state);
            if (TryCatch(frame, state, failure, out var next))
                return next;
        }
        else
        {
            frame = EmitNestedFailure(frame, state);
        }
        return Escalate(frame, failure);
    }

    /// <summary>The failure with its whole cause, and history told of it where it is one of JSONata.</summary>
    private (Frame Frame, Failure Failure) Explain(Frame frame, State state, Failure failure)
    {
        failure = Located(failure, frame);
        if (failure.Evaluation is not { } evaluation)
            return (frame, failure);
        var previousId = evaluation.IsLate ? frame.PreviousId : PreviousToEntry(frame);
        Emit(frame.Id, previousId, new EventDetail.EvaluationFailed(failure.Error!, failure.Cause!, evaluation.Location, state.Name));
        // A Map that has not begun fails all the same.
        if (frame.Pending is Pending.Idle && state is ParallelState or MapState)
            _droppedChildren.Add(frame.Id);
        return (_execution.Get(frame.Id), failure with { Evaluation = null });
    }

    /// <summary>Recordings of AWS have the entry itself left out where the same decision enters the state and evaluates.</summary>
    private long PreviousToEntry(Frame frame)
    {
        if (frame.PreviousId == frame.EnteredEventId)
        {
            foreach (var entry in _events)
                if (entry.Id == frame.EnteredEventId)
                    return entry.PreviousId;
        }
        return frame.PreviousId;
    }

    /// <summary>A Parallel or Map that will not be tried again has its failure shown before anything follows from it.</summary>
    private Frame EmitNestedFailure(Frame frame, State state)
    {
        if (frame.Pending is Pending.Idle && _droppedChildren.Remove(frame.Id))
            Emit(frame, state is MapState ? new EventDetail.MapFailed() : new EventDetail.ParallelFailed());
        return _execution.Get(frame.Id);
    }

    private bool TryCatch(Frame frame, State state, Failure failure, out string? next)
    {
        var catchers = ErrorsOf(state).Catch;
        for (var index = 0; index < catchers.Length; index++)
        {
            if (!Matches(catchers[index].ErrorEquals, failure))
                continue;
            environment.Inspection?.NoteCatcher(index, failure);
            next = Catch(frame, state, catchers[index], failure);
            return true;
        }
        next = null;
        return false;
    }

    private bool TryRetry(Frame frame, ErrorHandling errors, Failure failure)
    {
        for (var index = 0; index < errors.Retry.Length; index++)
        {
            var retrier = errors.Retry[index];
            if (!Matches(retrier.ErrorEquals, failure))
                continue;
            environment.Inspection?.NoteRetrier(index, failure);
            var used = environment.Inspection?.RetriesUsed ?? (index < frame.Attempts.Length ? frame.Attempts[index] : 0);
            if (used >= retrier.MaxAttempts)
                return false;
            _droppedChildren.Remove(frame.Id);
            var delay = Delay(retrier, used);
            environment.Inspection?.NoteRetry(delay);
            Emit(frame, new EventDetail.RetryScheduled(index, Timestamps.RoundUp(Now + delay)));
            return true;
        }
        return false;
    }

    /// <summary>IntervalSeconds × BackoffRate^n, no more than MaxDelaySeconds; with full jitter, a random part of it.</summary>
    private TimeSpan Delay(Retrier retrier, int used)
    {
        // Finite, so that no interval at all stays none under any rate.
        var factor = Math.Min(Math.Pow(retrier.BackoffRate, used), double.MaxValue);
        var seconds = Math.Min(retrier.IntervalSeconds * factor, retrier.MaxDelaySeconds ?? MaxDelaySeconds);
        if (retrier.JitterStrategy == JitterStrategy.Full)
            seconds *= environment.Random.NextDouble();
        return TimeSpan.FromSeconds(seconds);
    }

    private string? Catch(Frame frame, State state, Catcher catcher, Failure failure)
    {
        var error = new JsonObjectBuilder();
        error.Add("Error", JsonValue.String(failure.Error ?? ""));
        error.Add("Cause", failure.Cause is { } cause ? JsonValue.String(cause) : JsonValue.EmptyString);
        var errorOutput = error.Build();
        var flow = FlowOf(frame, state);
        if (flow.Output(catcher, errorOutput).Failed(out var output, out var second)
            || flow.Assign(catcher.Assign, errorOutput, errorOutput).Failed(out var assigned, out second))
        {
            (frame, second) = Explain(frame, state, second);
            return Escalate(frame, second);
        }
        if (output.Utf8Length > Decider.MaxPayloadBytes)
            return Escalate(frame, Failure.TooLarge(state.Name));
        Emit(frame, new EventDetail.StateExited(TypeOf(state), state.Name, output, assigned));
        return catcher.Next;
    }

    /// <summary>Causes begin with which state failed; not so in a test, where there is just one.</summary>
    private Failure Located(Failure failure, Frame frame) => environment.Inspection is null ? failure.At(frame) : failure;

    /// <summary>Nothing in the frame handles the failure: it fails the execution, or the state that the frame works for.</summary>
    private string? Escalate(Frame frame, Failure failure)
    {
        if (TryHandleAround(frame, failure, out var next))
            return next;
        if (failure.IsTerminal || frame.Id == Execution.RootFrameId)
        {
            Close(frame.PreviousId, new EventDetail.ExecutionFailed(failure.Error, failure.Cause));
            return null;
        }
        var parent = _execution.Get(frame.ParentId);
        var state = StateOf(parent);
        AbortChildren(parent, state, frame);
        parent = _execution.Get(parent.Id);
        Continue(parent, Fail(parent, state, failure));
        return null;
    }

    /// <summary>History names the failed frame first, then each that is aborted with it; all name the failure as their cause.</summary>
    private void AbortChildren(Frame parent, State state, Frame failed)
    {
        if (state is MapState)
            Emit(failed.Id, failed.PreviousId, new EventDetail.IterationFailed(failed.Index, state.Name));
        // A Parallel or Map that failed has said so already.
        if (StateOf(failed) is TaskState)
            EmitAborted(failed, failed.PreviousId);
        DropChildren(parent, failed.PreviousId, failed.Id);
    }

    /// <summary>Ends all frames below a state, because of the event that <paramref name="previousId"/> names.</summary>
    /// <param name="failedId">The frame that has already ended by itself, or 0.</param>
    private void DropChildren(Frame parent, long previousId, int failedId)
    {
        foreach (var frame in FrameTree.Descendants(_execution, parent.Id))
        {
            if (frame.Id == failedId)
                continue;
            if (StateOf(_execution.Get(frame.ParentId)) is MapState map)
                Emit(frame.Id, previousId, new EventDetail.IterationAborted(frame.Index, map.Name));
            EmitAborted(frame, previousId);
        }
        Emit(parent.Id, 0, new EventDetail.ChildrenDropped(previousId));
        _droppedChildren.Add(parent.Id);
    }

    private void EmitAborted(Frame frame, long previousId)
    {
        EndTask(frame, isAbandoned: true);
        if (frame.Pending is Pending.MapRun)
            Emit(frame.Id, previousId, new EventDetail.MapRunAborted());
        if (frame.StateName is not null && StateOf(frame) is TaskState or WaitState or ParallelState or MapState)
            Emit(frame.Id, previousId, new EventDetail.StateAborted(TypeOf(StateOf(frame))));
    }

    private static ErrorHandling ErrorsOf(State state) => state switch
    {
        TaskState task => task.Errors,
        ParallelState parallel => parallel.Errors,
        MapState map => map.Errors,
        _ => ErrorHandling.None,
    };

    /// <remarks>
    /// States.TaskFailed is every error of a task but a timeout and States.DataLimitExceeded. States.ALL stands for that one only where it is the
    /// result of a task that is too large, as recorded from AWS; where it ends a state of another kind it has to be named.
    /// </remarks>
    private static bool Matches(IReadOnlyList<string> errorEquals, Failure failure)
    {
        foreach (var name in errorEquals)
        {
            var matched = name switch
            {
                ErrorNames.All => failure.IsOfTask || failure.Error != ErrorNames.DataLimitExceeded,
                ErrorNames.TaskFailed => failure.Error == name
                    || (failure.IsOfTask && failure.Error is not (ErrorNames.Timeout or ErrorNames.DataLimitExceeded)),
                _ => name == failure.Error || name == failure.Alias,
            };
            if (matched)
                return true;
        }
        return false;
    }
}
