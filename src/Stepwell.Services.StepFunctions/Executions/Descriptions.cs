using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Tracing;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>Executions as the API describes them.</summary>
internal static class Descriptions
{
    public static ExecutionDescription Of(ExecutionRow row, Execution execution) => new(
        row.Arn,
        execution.Identity!.StateMachineArn,
        execution.Identity.Name,
        StatusText(execution.Status),
        execution.Identity.StartTime,
        DateTimeOffset.FromUnixTimeMilliseconds(row.StoppedAtMs!.Value),
        execution.Identity.Input.ToString(),
        execution.Output.IsMissing ? null : execution.Output.ToString(),
        execution.Error,
        execution.Cause,
        execution.RedriveCount,
        RedriveStatus(execution.Status),
        RedriveStatusReason(execution.Status),
        TraceHeader: TraceContext.Shown(row.TraceHeader));

    /// <summary>What did not succeed and waits for its Map Run to redrive it. No execution is stored with this status.</summary>
    public const string PendingRedrive = "PENDING_REDRIVE";

    public static string StatusText(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running => "RUNNING",
        ExecutionStatus.Succeeded => "SUCCEEDED",
        ExecutionStatus.Failed => "FAILED",
        ExecutionStatus.TimedOut => "TIMED_OUT",
        ExecutionStatus.Aborted => "ABORTED",
        _ => throw new InvalidOperationException($"The API has no word for {status}."),
    };

    /// <summary>Null for a status that no execution has here.</summary>
    public static ExecutionStatus? StatusOf(string text) => text switch
    {
        "RUNNING" => ExecutionStatus.Running,
        "SUCCEEDED" => ExecutionStatus.Succeeded,
        "FAILED" => ExecutionStatus.Failed,
        "TIMED_OUT" => ExecutionStatus.TimedOut,
        "ABORTED" => ExecutionStatus.Aborted,
        _ => null,
    };

    /// <remarks>DescribeExecution API reference, redriveStatus.</remarks>
    public static string RedriveStatus(ExecutionStatus status) =>
        status is ExecutionStatus.Failed or ExecutionStatus.TimedOut or ExecutionStatus.Aborted ? "REDRIVABLE" : "NOT_REDRIVABLE";

    public static string? RedriveStatusReason(ExecutionStatus status) => status switch
    {
        ExecutionStatus.Running or ExecutionStatus.Succeeded => $"Execution is {StatusText(status)} and cannot be redriven",
        _ => null,
    };
}
