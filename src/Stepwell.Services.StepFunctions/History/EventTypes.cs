using Stepwell.States.Events;
using static Stepwell.States.Events.EventDetail;

namespace Stepwell.Services.StepFunctions.History;

/// <summary>The names of history events.</summary>
/// <remarks>Step Functions API reference, HistoryEvent, type.</remarks>
internal static class EventTypes
{
    private static readonly (string Entered, string Exited)[] Names =
        [.. Enum.GetValues<StateType>().Select(type => ($"{type}StateEntered", $"{type}StateExited"))];

    public static string NameOf(EventDetail detail) => detail switch
    {
        ExecutionStarted => "ExecutionStarted",
        ExecutionSucceeded => "ExecutionSucceeded",
        ExecutionFailed => "ExecutionFailed",
        ExecutionAborted => "ExecutionAborted",
        ExecutionTimedOut => "ExecutionTimedOut",
        ExecutionRedriven => "ExecutionRedriven",
        StateEntered entered => Names[(int)entered.Type].Entered,
        StateExited exited => Names[(int)exited.Type].Exited,
        StateAborted(var type) => $"{type}StateAborted",
        EvaluationFailed => "EvaluationFailed",
        TaskScheduled task => $"{task.Family}Scheduled",
        TaskStarted task => $"{task.Family}Started",
        TaskSubmitted => "TaskSubmitted",
        TaskSucceeded task => $"{task.Family}Succeeded",
        TaskFailed task => $"{task.Family}{task.Kind}",
        TaskTimedOut task => $"{task.Family}TimedOut",
        ParallelStarted => "ParallelStateStarted",
        ParallelSucceeded => "ParallelStateSucceeded",
        ParallelFailed => "ParallelStateFailed",
        MapStarted => "MapStateStarted",
        MapSucceeded => "MapStateSucceeded",
        MapFailed => "MapStateFailed",
        DistributedMapStarted => "MapStateStarted",
        MapRunStarted => "MapRunStarted",
        MapRunSucceeded => "MapRunSucceeded",
        MapRunFailed => "MapRunFailed",
        MapRunAborted => "MapRunAborted",
        MapRunRedriven => "MapRunRedriven",
        IterationStarted => "MapIterationStarted",
        IterationSucceeded => "MapIterationSucceeded",
        IterationFailed => "MapIterationFailed",
        IterationAborted => "MapIterationAborted",
        _ => throw new InvalidOperationException($"History has no name for {detail.GetType().Name}."),
    };
}
