using Stepwell.Integrations.Tracing;
using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Tracing;

/// <summary>
/// Spans as a projection of the journal: what ends by the events of one decision becomes a span, from the times of the events. A state is below
/// the execution, or below the Parallel or Map whose branch or iteration it is in; a task is below its state. Pure.
/// </summary>
internal sealed class SpanProjection
{
    private const string Aborted = "aborted";

    private readonly ExecutionTrace _trace;
    private readonly SpanSubject _subject;
    private readonly List<Span> _spans = [];
    private readonly Dictionary<int, SpanFailure> _failures = [];
    private readonly Dictionary<int, StateType> _types = [];
    private readonly Dictionary<int, string> _mapRuns = [];

    private SpanProjection(ExecutionTrace trace, SpanSubject subject) => (_trace, _subject) = (trace, subject);

    /// <param name="before">The execution as it was before the events.</param>
    public static IReadOnlyList<Span> Of(ExecutionTrace trace, SpanSubject subject, Execution before, IReadOnlyList<Event> events)
    {
        var projection = new SpanProjection(trace, subject);
        var execution = before;
        foreach (var entry in events)
        {
            projection.Note(execution, entry);
            execution = Applier.Apply(execution, entry);
        }
        return projection._spans;
    }

    /// <summary>Whether the event ends something.</summary>
    public static bool IsEnd(EventDetail detail) => detail is EventDetail.StateExited or EventDetail.TaskSucceeded or EventDetail.TaskFailed
        or EventDetail.TaskTimedOut or EventDetail.ChildrenDropped or EventDetail.ExecutionSucceeded or EventDetail.ExecutionFailed
        or EventDetail.ExecutionAborted or EventDetail.ExecutionTimedOut;

    private void Note(Execution execution, in Event entry)
    {
        switch (entry.Detail)
        {
            case EventDetail.StateEntered entered:
                _types[entry.FrameId] = entered.Type;
                _failures.Remove(entry.FrameId);
                break;
            case EventDetail.EvaluationFailed failed:
                _failures[entry.FrameId] = new SpanFailure(failed.Error, failed.Cause);
                break;
            case EventDetail.MapRunSucceeded:
                _mapRuns[entry.FrameId] = ((Pending.MapRun)execution.Get(entry.FrameId).Pending).MapRunArn;
                break;
            case EventDetail.MapRunFailed failed:
                _mapRuns[entry.FrameId] = ((Pending.MapRun)execution.Get(entry.FrameId).Pending).MapRunArn;
                _failures[entry.FrameId] = new SpanFailure(failed.Error, failed.Cause);
                break;
            case EventDetail.TaskSucceeded succeeded:
                EndTask(execution, execution.Get(entry.FrameId), entry.Time, failure: null, succeeded.Output);
                break;
            case EventDetail.TaskFailed failed:
                FailTask(execution, entry, new SpanFailure(failed.Error, failed.Cause));
                break;
            case EventDetail.TaskTimedOut timedOut:
                FailTask(execution, entry, new SpanFailure(timedOut.Error, timedOut.Cause));
                break;
            case EventDetail.StateExited exited:
                _types[entry.FrameId] = exited.Type;
                // One whose failure was caught has done what it should; the task in it tells of the error.
                EndState(execution, execution.Get(entry.FrameId), entry.Time, failure: null);
                break;
            case EventDetail.ChildrenDropped:
                foreach (var frame in execution.Below(entry.FrameId))
                    Drop(execution, frame, entry.Time);
                break;
            case EventDetail.ExecutionSucceeded:
                EndRun(execution, entry.Time, ExecutionStatus.Succeeded, failure: null);
                break;
            case EventDetail.ExecutionFailed(var error, var cause):
                EndRun(execution, entry.Time, ExecutionStatus.Failed, new SpanFailure(error, cause));
                break;
            case EventDetail.ExecutionAborted(var error, var cause):
                EndRun(execution, entry.Time, ExecutionStatus.Aborted, new SpanFailure(error, cause ?? Aborted));
                break;
            case EventDetail.ExecutionTimedOut(var error, var cause):
                EndRun(execution, entry.Time, ExecutionStatus.TimedOut, new SpanFailure(error, cause));
                break;
        }
    }

    private void FailTask(Execution execution, in Event entry, SpanFailure failure)
    {
        _failures[entry.FrameId] = failure;
        EndTask(execution, execution.Get(entry.FrameId), entry.Time, failure, output: default);
    }

    /// <summary>It failed by itself, or with another.</summary>
    private void Drop(Execution execution, Frame frame, DateTimeOffset time)
    {
        var failure = _failures.GetValueOrDefault(frame.Id, new SpanFailure(Error: null, Aborted));
        EndTask(execution, frame, time, failure, output: default);
        if (frame.StateName is not null)
            EndState(execution, frame, time, failure);
    }

    private void EndRun(Execution execution, DateTimeOffset time, ExecutionStatus status, SpanFailure? failure)
    {
        foreach (var (_, frame) in execution.Children)
            Drop(execution, frame, time);
        if (execution.Root is { } root)
        {
            EndTask(execution, root, time, failure, output: default);
            if (root.StateName is not null)
                EndState(execution, root, time, failure);
        }
        var identity = execution.Identity!;
        Add(
            _trace.Run(execution.RedriveCount),
            _trace.ParentId,
            identity.StateMachineName,
            SpanKind.Server,
            execution.RedrivenAt ?? identity.StartTime,
            time,
            SpanAttributes.OfExecution(_subject, execution, status),
            failure);
    }

    private void EndState(Execution execution, Frame frame, DateTimeOffset time, SpanFailure? failure)
    {
        var start = execution.RedrivenAt > frame.EnteredTime ? execution.RedrivenAt.Value : frame.EnteredTime;
        var type = _types.TryGetValue(frame.Id, out var known) ? known : TypeOf(frame.Pending);
        var mapRunArn = _mapRuns.GetValueOrDefault(frame.Id) ?? (frame.Pending as Pending.MapRun)?.MapRunArn;
        var attributes = SpanAttributes.OfState(execution, frame, type, mapRunArn);
        Add(StateOf(execution, frame), ParentOf(execution, frame), frame.StateName!, SpanKind.Internal, start, time, attributes, failure);
    }

    /// <summary>Nothing where the frame has none.</summary>
    private void EndTask(Execution execution, Frame frame, DateTimeOffset time, SpanFailure? failure, JsonValue output)
    {
        if (frame.Pending is not Pending.Task task)
            return;
        var scheduled = task.Scheduled;
        var kind = scheduled.Family == TaskFamily.Activity ? SpanKind.Producer : SpanKind.Client;
        var attributes = SpanAttributes.OfTask(scheduled, output);
        Add(_trace.Task(task.TaskId), StateOf(execution, frame), NameOf(scheduled), kind, task.ScheduledAt, time, attributes, failure);
    }

    private SpanId StateOf(Execution execution, Frame frame) =>
        _trace.StateEnteredBy(frame.EnteredEventId, execution.RedriveCount);

    private SpanId ParentOf(Execution execution, Frame frame) => frame.Id == Execution.RootFrameId
        ? _trace.Run(execution.RedriveCount)
        : StateOf(execution, execution.Get(frame.ParentId));

    private void Add(
        SpanId id,
        SpanId? parentId,
        string name,
        SpanKind kind,
        DateTimeOffset start,
        DateTimeOffset end,
        SpanAttributes attributes,
        SpanFailure? failure)
    {
        if (failure is { } failed)
            attributes.Add("error.type", failed.Error ?? (failed.Cause == Aborted ? Aborted : "_OTHER"));
        _spans.Add(new Span(_trace.TraceId, id, parentId, _trace.State, name, kind, start, end, attributes.List, failure?.Message));
    }

    private static string NameOf(EventDetail.TaskScheduled task) => task.Family switch
    {
        TaskFamily.Task when task.ResourceType.Length > 0 => $"{task.ResourceType}:{task.Resource}",
        _ => task.ResourceArn[(task.ResourceArn.LastIndexOf(':') + 1)..],
    };

    /// <summary>Of a state that was entered in an earlier decision, as far as what it waits for tells.</summary>
    private static StateType? TypeOf(Pending pending) => pending switch
    {
        Pending.Task => StateType.Task,
        Pending.Timer => StateType.Wait,
        Pending.Branches => StateType.Parallel,
        Pending.Iterations or Pending.MapRun => StateType.Map,
        _ => null,
    };
}
