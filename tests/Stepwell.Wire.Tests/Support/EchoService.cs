using Stepwell.Wire.Tests.Api;

namespace Stepwell.Wire.Tests.Support;

/// <summary>A Step Functions that does next to nothing: it tells what reached it.</summary>
internal sealed class EchoService : TestsServiceBase
{
    public static readonly DateTimeOffset StartDate = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123);

    public RequestContext? LastContext { get; private set; }

    public TaskCompletionSource LongPollStarted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource LongPollEnded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override ValueTask<StartExecutionOutput> StartExecution(StartExecutionInput input, RequestContext context)
    {
        LastContext = context;
        var executionArn = input.StateMachineArn + ":" + input.Input;
        return ValueTask.FromResult(new StartExecutionOutput { ExecutionArn = executionArn, StartDate = StartDate });
    }

    public override ValueTask<DescribeExecutionOutput> DescribeExecution(DescribeExecutionInput input, RequestContext context) =>
        throw new ExecutionDoesNotExistException($"Execution Does Not Exist: '{input.ExecutionArn}'");

    public override ValueTask<StopExecutionOutput> StopExecution(StopExecutionInput input, RequestContext context) =>
        throw (input.ExecutionArn == "arn:later" ? new TimeoutException("not now") : new InvalidOperationException("the secret of the house"));

    public override async ValueTask<GetActivityTaskOutput> GetActivityTask(GetActivityTaskInput input, RequestContext context)
    {
        LongPollStarted.TrySetResult();
        await using var registration = context.Aborted.Register(() => LongPollEnded.TrySetResult());
        await LongPollEnded.Task;
        return new GetActivityTaskOutput();
    }
}
