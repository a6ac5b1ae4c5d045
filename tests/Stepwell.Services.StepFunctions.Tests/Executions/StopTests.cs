using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Executions;

public sealed class StopTests
{
    private const string Nobody = "arn:aws:states:us-east-1:000000000000:execution:machine:nobody";

    [Fact]
    public async Task A_stopped_execution_is_aborted_with_error_and_cause()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Waiting(60));
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var stopped = await Stop(server, execution, "E", "c");
        var described = await server.Describe(execution);
        Assert.Equal(("ABORTED", "E", "c", stopped.StopDate), (described.Status, described.Error, described.Cause, described.StopDate));
        Assert.Equal(server.Clock.GetUtcNow(), stopped.StopDate);
        Assert.Equal(("REDRIVABLE", null, null), (described.RedriveStatus, described.RedriveStatusReason, described.Output));
        var last = (await server.History(execution))[^1];
        Assert.Equal(("ExecutionAborted", "E", "c"), (last.Type, last.ExecutionAbortedEventDetails!.Error, last.ExecutionAbortedEventDetails.Cause));
    }

    [Fact]
    public async Task A_second_stop_changes_nothing()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Waiting(60));
        var first = await Stop(server, execution, "E", "c");
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(first.StopDate, (await Stop(server, execution, "F", "d")).StopDate);
        Assert.Equal("E", (await server.Describe(execution)).Error);
        Assert.Equal(3, (await server.History(execution)).Count);
    }

    [Fact]
    public async Task A_stop_after_the_end_answers_with_the_end()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Pass);
        Assert.Equal((await server.Describe(execution)).StopDate, (await Stop(server, execution)).StopDate);
        Assert.Equal("SUCCEEDED", (await server.Describe(execution)).Status);
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_stopped_or_described()
    {
        await using var server = await Server.Start();
        const string Text = $"Execution Does Not Exist: '{Nobody}'";
        await Refuses<ExecutionDoesNotExistException>(Text, () => Stop(server, Nobody));
        await Refuses<ExecutionDoesNotExistException>(Text, () => server.Describe(Nobody));
        await Refuses<ExecutionDoesNotExistException>(Text, () => server.History(Nobody));
        await Refuses<ExecutionDoesNotExistException>(
            Text, async () => await server.Service.DescribeStateMachineForExecution(new() { ExecutionArn = Nobody }, server.Context));
        await Refuses<InvalidArnException>("Invalid Arn: 'Invalid ARN prefix: x'", () => Stop(server, "x"));
        await Refuses<InvalidArnException>("Invalid Arn: 'Invalid ARN prefix: x'", () => server.Describe("x"));
    }

    [Fact]
    public async Task The_task_of_a_stopped_execution_is_no_longer_handed_out_or_answered()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(activity));
        var (first, second) = (await server.StartExecution(machine), await server.StartExecution(machine));
        var task = await server.Take(activity);
        await Stop(server, first);
        await Refuses<TaskTimedOutException>("Task Timed Out: 'Provided task does not exist anymore'", () => server.Succeed(task.TaskToken));
        await Stop(server, second);
        var poll = server.Poll(activity);
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null((await poll.Soon()).TaskToken);
    }

    [Fact]
    public async Task Work_under_way_for_a_stopped_execution_is_cancelled()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters));
        var call = await server.Gate.NextCall();
        var cancelled = new TaskCompletionSource();
        await using var registration = call.Aborted.Register(cancelled.SetResult);
        await Stop(server, execution);
        await cancelled.Task.Soon();
        Assert.Equal("ABORTED", (await server.Describe(execution)).Status);
    }

    private static async Task<StopExecutionOutput> Stop(Server server, string execution, string? error = null, string? cause = null) =>
        await server.Service.StopExecution(new() { ExecutionArn = execution, Error = error, Cause = cause }, server.Context);
}
