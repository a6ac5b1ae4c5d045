using Stepwell.Services.StepFunctions.History;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>Which events the levels of a logging configuration let through.</summary>
/// <remarks>Step Functions developer guide, "Log levels for Step Functions execution events".</remarks>
internal static class LogLevels
{
    private static readonly HashSet<string> Fatal = ["ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut"];

    /// <summary>The guide lists no events of activities and evaluations; their failures are errors like those of other tasks.</summary>
    private static readonly HashSet<string> Error =
    [
        .. Fatal,
        "ActivityFailed",
        "ActivityScheduleFailed",
        "ActivityTimedOut",
        "EvaluationFailed",
        "FailStateEntered",
        "LambdaFunctionFailed",
        "LambdaFunctionScheduleFailed",
        "LambdaFunctionStartFailed",
        "LambdaFunctionTimedOut",
        "MapIterationAborted",
        "MapIterationFailed",
        "MapRunAborted",
        "MapRunFailed",
        "MapStateAborted",
        "MapStateFailed",
        "ParallelStateAborted",
        "ParallelStateFailed",
        "TaskFailed",
        "TaskStartFailed",
        "TaskStateAborted",
        "TaskSubmitFailed",
        "TaskTimedOut",
        "WaitStateAborted",
    ];

    /// <param name="level">ALL, ERROR or FATAL; at OFF nobody asks.</param>
    public static bool LetThrough(string level, EventDetail detail) => level switch
    {
        "ALL" => true,
        "ERROR" => Error.Contains(EventTypes.NameOf(detail)),
        "FATAL" => Fatal.Contains(EventTypes.NameOf(detail)),
        _ => throw new InvalidOperationException($"There is no log level {level}."),
    };
}
