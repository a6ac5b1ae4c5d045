using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Tasks;

/// <summary>Tasks that the server carries out itself.</summary>
public sealed class OwnTaskTests
{
    [Fact]
    public async Task An_integration_gets_the_task_and_its_outcome_is_the_result()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, ",\"Parameters\":{\"MaxResults.$\":\"$.n\"}"), """{"n":3}""");
        var call = await server.Gate.NextCall();
        Assert.Equal(("""{"MaxResults":3}""", execution, "T", "000000000000", "us-east-1", Role), Of(call.Request));
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Parse("""{"QueueUrls":[]}""")));
        Assert.Equal("""{"QueueUrls":[]}""", (await server.End(execution)).Output);
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ExecutionSucceeded"],
            await server.Types(execution));
    }

    [Fact]
    public async Task A_failed_outcome_is_retried_under_a_key_of_its_own()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters + ",\"Retry\":[{\"ErrorEquals\":[\"E\"]}]"));
        var first = await server.Gate.NextCall();
        first.Outcome.SetResult(new TaskOutcome.Failed("E", "c"));
        await server.UntilShown(execution, "TaskFailed");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await server.Gate.NextCall();
        Assert.NotEqual(first.Request.IdempotencyKey, second.Request.IdempotencyKey);
        second.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.True));
        Assert.Equal("true", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task A_timeout_cancels_the_work_and_its_late_outcome_changes_nothing()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters + ",\"TimeoutSeconds\":5"));
        var call = await server.Gate.NextCall();
        var cancelled = new TaskCompletionSource();
        await using var registration = call.Aborted.Register(cancelled.SetResult);
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await cancelled.Task.Soon();
        Assert.Equal("States.Timeout", (await server.End(execution)).Error);
    }

    [Fact]
    public async Task Work_that_a_restart_interrupts_is_handed_out_again_under_the_same_key()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters));
        var first = await server.Gate.NextCall();
        await server.Restart();
        Assert.True(first.Aborted.IsCancellationRequested);
        // Where the task is handed out before its partition takes commands, it waits a moment and asks again.
        await server.Until("the task again", () =>
        {
            server.Clock.Advance(TimeSpan.FromMilliseconds(100));
            return Task.FromResult(server.Gate.HasCall);
        });
        var second = await server.Gate.NextCall();
        Assert.Equal(first.Request.IdempotencyKey, second.Request.IdempotencyKey);
        second.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.True));
        Assert.Equal("true", (await server.End(execution)).Output);
        Assert.Single(await server.Types(execution), type => type == "TaskStarted");
    }

    [Theory]
    [InlineData("arn:aws:states:::aws-sdk:dynamodb:listTables")]
    [InlineData("arn:aws:lambda:us-east-1:000000000000:function:f")]
    public async Task A_resource_that_nobody_serves_fails_its_task_and_says_so(string resource)
    {
        await using var server = await Server.Start();
        var described = await server.End(await server.Run(OneTask(resource, Gate.Parameters)));
        Assert.Equal(
            ("FAILED", "States.Runtime", $"This server does not offer the task resource '{resource}' yet."),
            (described.Status, described.Error, described.Cause));
    }

    [Fact]
    public async Task A_task_with_credentials_acts_in_the_account_of_their_role()
    {
        await using var server = await Server.Start();
        const string Credentials = ",\"Credentials\":{\"RoleArn\":\"arn:aws:iam::111122223333:role/other\"}";
        await server.Run(OneTask(Gate.Resource, Gate.Parameters + Credentials));
        Assert.Equal("111122223333", (await server.Gate.NextCall()).Request.AccountId);
    }

    private static (string, string, string, string, string, string) Of(TaskRequest request) =>
        (request.Parameters.ToString(), request.ExecutionArn, request.StateName, request.AccountId, request.Region, request.RoleArn);
}
