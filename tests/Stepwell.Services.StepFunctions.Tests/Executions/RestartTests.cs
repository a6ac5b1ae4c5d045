using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Executions;

/// <summary>Closing the store in the middle and opening it again changes nothing that a client can see.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_wait_goes_on_and_ends_on_time()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Waiting(60));
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        await server.Restart();
        Assert.Equal("RUNNING", (await server.Describe(execution)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(server.Clock.GetUtcNow(), (await server.End(execution)).StopDate);
    }

    [Fact]
    public async Task A_wait_that_ended_while_the_server_was_down_is_made_up_for()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Waiting(60));
        await server.Restart(downFor: TimeSpan.FromHours(1));
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
    }

    [Fact]
    public async Task A_retry_comes_with_its_count()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity, ",\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":10,\"MaxAttempts\":1}]"));
        await Fail(server, activity);
        await server.Restart();
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        await Fail(server, activity);
        Assert.Equal(("FAILED", "E"), ((await server.End(execution)).Status, (await server.Describe(execution)).Error));
    }

    [Fact]
    public async Task A_task_nobody_took_waits_for_its_worker_and_one_taken_for_its_answer()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(activity));
        var (taken, queued) = (await server.StartExecution(machine, input: "1"), "");
        var token = (await server.Take(activity)).TaskToken;
        queued = await server.StartExecution(machine, input: "2");
        await server.Restart();
        var task = await server.Take(activity);
        Assert.Equal("2", task.Input);
        await server.Succeed(token, "\"first\"");
        await server.Succeed(task.TaskToken, "\"second\"");
        Assert.Equal(("\"first\"", "\"second\""), ((await server.End(taken)).Output, (await server.End(queued)).Output));
    }

    [Fact]
    public async Task Timeouts_and_heartbeats_count_on()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(activity, ",\"TimeoutSeconds\":30,\"HeartbeatSeconds\":10"));
        var execution = await server.StartExecution(machine);
        await server.Take(activity);
        server.Clock.Advance(TimeSpan.FromSeconds(9));
        await server.Restart();
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("States.Timeout", (await server.End(execution)).Error);
    }

    [Fact]
    public async Task A_Map_in_the_middle_goes_on_with_variables_results_and_concurrency()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run($$$"""
            {"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"v":"kept"},"Next":"M"},
             "M":{"Type":"Map","MaxConcurrency":1,"End":true,"ItemProcessor":{"StartAt":"T","States":{
               "T":{"Type":"Task","Resource":"{{{activity}}}","Next":"P"},"P":{"Type":"Pass","Parameters":{"v.$":"$v","r.$":"$"},"End":true} } } } } }
            """, "[1,2,3]");
        for (var i = 1; i <= 3; i++)
        {
            var task = await server.Take(activity);
            Assert.Equal($"{i}", task.Input);
            await server.Restart();
            await server.Succeed(task.TaskToken, $"{i * i}");
            await server.Restart();
        }
        Assert.Equal("""[{"v":"kept","r":1},{"v":"kept","r":4},{"v":"kept","r":9}]""", (await server.End(execution)).Output);
        var ids = (await server.History(execution)).Select(entry => entry.Id).ToList();
        Assert.Equal(Enumerable.Range(1, ids.Count).Select(id => (long)id), ids);
    }

    [Fact]
    public async Task Machines_activities_and_closed_executions_are_as_they_were()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Pass, "[1]");
        await server.CreateActivity();
        var (before, history) = (await server.Describe(execution), await server.History(execution));
        await server.Restart();
        Assert.Equal(before, await server.Describe(execution) with { InputDetails = before.InputDetails, OutputDetails = before.OutputDetails });
        Assert.Equal(history.Select(entry => (entry.Id, entry.Type)), (await server.History(execution)).Select(entry => (entry.Id, entry.Type)));
        Assert.Single((await server.Service.ListStateMachines(new(), server.Context)).StateMachines);
        Assert.Single((await server.Service.ListActivities(new(), server.Context)).Activities);
    }

    [Fact]
    public async Task A_poll_that_waits_while_the_server_stops_ends_empty()
    {
        await using var server = await Server.Start();
        var poll = server.Poll(await server.CreateActivity());
        await server.Restart();
        Assert.Null((await poll.Soon()).TaskToken);
    }

    private static async Task Fail(Server server, string activity)
    {
        var token = (await server.Take(activity)).TaskToken!;
        await server.Service.SendTaskFailure(new() { TaskToken = token, Error = "E" }, server.Context);
    }
}
