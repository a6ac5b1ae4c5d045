using Stepwell.States.Events;
using static Stepwell.States.Events.EventDetail;

namespace Stepwell.States.Tests.Engine;

/// <summary>Events in a few words, named as history names them.</summary>
internal static class HistoryText
{
    public static string Of(EventDetail detail) => detail switch
    {
        StateEntered entered => $"{entered.Type}StateEntered {entered.Name}",
        StateExited exited => $"{exited.Type}StateExited {exited.Name}",
        StateAborted aborted => $"{aborted.Type}StateAborted",
        TaskScheduled task => $"{task.Family}Scheduled",
        TaskStarted task => $"{task.Family}Started",
        TaskSucceeded task => $"{task.Family}Succeeded",
        TaskFailed task => $"{task.Family}{task.Kind}",
        TaskTimedOut task => $"{task.Family}TimedOut",
        ParallelStarted => "ParallelStateStarted",
        ParallelSucceeded => "ParallelStateSucceeded",
        ParallelFailed => "ParallelStateFailed",
        MapStarted => "MapStateStarted",
        MapSucceeded => "MapStateSucceeded",
        MapFailed => "MapStateFailed",
        IterationStarted iteration => $"MapIterationStarted {iteration.Index}",
        IterationSucceeded iteration => $"MapIterationSucceeded {iteration.Index}",
        IterationFailed iteration => $"MapIterationFailed {iteration.Index}",
        IterationAborted iteration => $"MapIterationAborted {iteration.Index}",
        _ => detail.GetType().Name,
    };
}
