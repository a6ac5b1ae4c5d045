namespace Stepwell.Integrations.Executions;

/// <summary>An execution that has ended, as DescribeExecution answers it. Fields that are null are left out there too.</summary>
/// <param name="Status"><c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c> or <c>ABORTED</c>.</param>
/// <param name="Input">JSON text.</param>
/// <param name="Output">JSON text; null unless it succeeded.</param>
/// <param name="RedriveStatusReason">Why it cannot be redriven; null: it can.</param>
public sealed record ExecutionDescription(
    string ExecutionArn,
    string StateMachineArn,
    string Name,
    string Status,
    DateTimeOffset StartDate,
    DateTimeOffset StopDate,
    string Input,
    string? Output,
    string? Error,
    string? Cause,
    int RedriveCount,
    string RedriveStatus,
    string? RedriveStatusReason,
    string? StateMachineVersionArn = null,
    string? StateMachineAliasArn = null,
    string? TraceHeader = null);
