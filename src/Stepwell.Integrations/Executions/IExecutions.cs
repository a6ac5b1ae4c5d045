namespace Stepwell.Integrations.Executions;

/// <summary>
/// The Step Functions service as tasks see it. The host wires it in, so that integrations and service need not know each other.
/// Expected refusals are values; an operating error is thrown and the task is delivered again.
/// </summary>
public interface IExecutions
{
    /// <summary>
    /// Starts an execution, once per <see cref="StartExecutionCall.IdempotencyKey"/>: a repeated call with the same key answers with the
    /// execution that the first one started, also when it has ended since.
    /// </summary>
    ValueTask<StartExecutionResult> StartExecution(StartExecutionCall call, CancellationToken cancellation);

    /// <summary>Runs an Express execution and waits for its end.</summary>
    ValueTask<SyncExecutionResult> StartSyncExecution(StartExecutionCall call, CancellationToken cancellation);

    /// <summary>Null: accepted.</summary>
    ValueTask<ServiceError?> SendTaskSuccess(TaskCaller caller, string taskToken, string output, CancellationToken cancellation);

    /// <summary>Null: accepted.</summary>
    ValueTask<ServiceError?> SendTaskFailure(
        TaskCaller caller, string taskToken, string? error, string? cause, CancellationToken cancellation);
}

/// <param name="Input">JSON text.</param>
/// <param name="Name">Null: the service chooses one.</param>
/// <param name="Link">Set when the calling task waits for the end of the execution it starts; null otherwise.</param>
public sealed record StartExecutionCall(
    TaskCaller Caller,
    string StateMachineArn,
    string Input,
    string? Name,
    string? TraceHeader,
    string IdempotencyKey,
    CallerLink? Link);

/// <summary>On whose behalf a task calls.</summary>
public sealed record TaskCaller(string AccountId, string Region, string RoleArn, string ExecutionArn);

/// <summary>
/// The task that waits for the started execution. When that execution ends, the service makes the task's result of its
/// <see cref="ExecutionDescription"/>.
/// </summary>
/// <param name="TaskKey">The task's <see cref="TaskRequest.IdempotencyKey"/>.</param>
public sealed record CallerLink(string ExecutionArn, string TaskKey);

public abstract record StartExecutionResult
{
    public sealed record Started(string ExecutionArn, DateTimeOffset StartDate) : StartExecutionResult;

    public sealed record Refused(ServiceError Error) : StartExecutionResult;
}

public abstract record SyncExecutionResult
{
    /// <param name="Status"><c>SUCCEEDED</c>, <c>FAILED</c> or <c>TIMED_OUT</c>.</param>
    /// <param name="Input">JSON text.</param>
    /// <param name="Output">JSON text; null unless it succeeded.</param>
    public sealed record Ended(
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
        string? TraceHeader,
        long BilledMegabytes,
        long BilledMilliseconds) : SyncExecutionResult;

    public sealed record Refused(ServiceError Error) : SyncExecutionResult;
}

/// <param name="Code">The shape name of the service model without suffix, such as <c>ExecutionAlreadyExists</c>.</param>
/// <param name="Message">The message that an API client would get.</param>
/// <param name="StatusCode">The HTTP status an API client would get.</param>
public sealed record ServiceError(string Code, string Message, int StatusCode = 400);
