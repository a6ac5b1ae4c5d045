using Stepwell.Integrations.Executions;

namespace Stepwell.Integrations.Tests.Executions;

/// <summary>Answers every call the same and keeps what it was asked.</summary>
internal sealed class FakeExecutions(StartExecutionResult? result = null, ServiceError? error = null) : IExecutions
{
    public static readonly StartExecutionResult.Started Started = new(
        "arn:aws:states:us-east-1:123456789012:execution:Child:c1", DateTimeOffset.FromUnixTimeMilliseconds(1688128939217));

    public StartExecutionCall? Call { get; private set; }

    public (string Token, string? First, string? Second)? Answer { get; private set; }

    public ValueTask<StartExecutionResult> StartExecution(StartExecutionCall call, CancellationToken cancellation)
    {
        Call = call;
        return ValueTask.FromResult(result ?? Started);
    }

    public ValueTask<SyncExecutionResult> StartSyncExecution(StartExecutionCall call, CancellationToken cancellation)
    {
        Call = call;
        return ValueTask.FromResult<SyncExecutionResult>(result is StartExecutionResult.Refused refused
            ? new SyncExecutionResult.Refused(refused.Error)
            : new SyncExecutionResult.Ended(
                "arn:aws:states:us-east-1:123456789012:express:Child:c1:id",
                "arn:aws:states:us-east-1:123456789012:stateMachine:Child",
                "c1",
                "SUCCEEDED",
                Started.StartDate,
                Started.StartDate.AddSeconds(1),
                "{}",
                "[1]",
                Error: null,
                Cause: null,
                TraceHeader: null,
                BilledMegabytes: 64,
                BilledMilliseconds: 1000));
    }

    public ValueTask<ServiceError?> SendTaskSuccess(TaskCaller caller, string taskToken, string output, CancellationToken cancellation)
    {
        Answer = (taskToken, output, null);
        return ValueTask.FromResult(error);
    }

    public ValueTask<ServiceError?> SendTaskFailure(
        TaskCaller caller, string taskToken, string? errorName, string? cause, CancellationToken cancellation)
    {
        Answer = (taskToken, errorName, cause);
        return ValueTask.FromResult(error);
    }
}
