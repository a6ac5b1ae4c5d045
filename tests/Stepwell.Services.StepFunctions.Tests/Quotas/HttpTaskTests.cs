using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Quotas;

/// <summary>Requests of HTTP tasks beyond the quota.</summary>
public sealed class HttpTaskTests
{
    private const string Parameters = ",\"Parameters\":{\"ApiEndpoint\":\"https://example.com/\",\"Method\":\"GET\"}";

    [Fact]
    public async Task Requests_wait_for_the_refill_in_their_order()
    {
        await using var server = await Server.Start("HttpTask.rate=1", "HttpTask.bucket=2");
        var machine = await server.CreateMachine(OneTask(Gate.HttpResource, Parameters));
        for (var i = 0; i < 4; i++)
        {
            await server.StartExecution(machine, $"{i}");
            if (i < 2)
                await Sent(server, i);
        }
        for (var i = 2; i < 4; i++)
        {
            Assert.False(server.Gate.HasCall);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            await Sent(server, i);
        }
    }

    [Fact]
    public async Task A_task_that_waits_can_time_out()
    {
        await using var server = await Server.Start("HttpTask.rate=1");
        var machine = await server.CreateMachine(OneTask(Gate.HttpResource, Parameters + ",\"TimeoutSeconds\":2"));
        for (var i = 0; i < 5; i++)
            await server.StartExecution(machine, $"{i}");
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        var last = await server.End("arn:aws:states:us-east-1:000000000000:execution:machine:4");
        Assert.Equal(("FAILED", "States.Timeout"), (last.Status, last.Error));
    }

    [Fact]
    public async Task Express_executions_take_from_the_same_bucket_and_other_tasks_from_none()
    {
        await using var server = await Server.Start("HttpTask.rate=1");
        await server.StartExecution(await server.CreateMachine(OneTask(Gate.HttpResource, Parameters)));
        await server.Gate.NextCall();
        var express = server.RunSync(await server.CreateExpress(OneTask(Gate.HttpResource, Parameters)));
        await server.StartExecution(await server.CreateMachine(OneTask(Gate.Resource, Gate.Parameters), "other"));
        Assert.Equal(Gate.Resource, (await server.Gate.NextCall()).Request.Resource.Arn);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        Assert.Equal("SUCCEEDED", (await express.Soon()).Status);
    }

    [Fact]
    public async Task Other_profiles_let_all_through()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(OneTask(Gate.HttpResource, Parameters));
        for (var i = 0; i < 400; i++)
            await server.StartExecution(machine, $"{i}");
        for (var i = 0; i < 400; i++)
            await server.Gate.NextCall();
    }

    private static async Task Sent(Server server, int number)
    {
        var call = await server.Gate.NextCall();
        Assert.EndsWith($":{number}", call.Request.ExecutionArn, StringComparison.Ordinal);
    }
}
