using Stepwell.Services.StepFunctions.Tests.MapRuns;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Quotas;

/// <summary>More Map Runs than may run at a time.</summary>
public sealed class OpenMapRunTests
{
    [Fact]
    public async Task A_Map_Run_too_many_waits_until_another_has_ended()
    {
        await using var server = await Server.Start("OpenMapRuns=1");
        var (machine, activity) = await Machine(server);
        var first = await server.StartExecution(machine, "1", "[1]");
        await server.UntilRunning(first, 1);
        var second = await server.StartExecution(machine, "2", "[2]");
        await Waiting(server, 1);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await server.StartExecution(machine, "3", "[3]");
        await Waiting(server, 2);
        await server.UntilShown(third, "MapRunStarted");
        var waiting = await server.MapRunOf(second);
        Assert.Equal(("RUNNING", 1L, 0L), (waiting.Status, waiting.ItemCounts.Pending, waiting.ExecutionCounts.Total));
        Assert.Equal([1], server.Measurements.Observe("OpenMapRunLimit"));
        foreach (var (execution, input) in ((string, string)[])[(first, "1"), (second, "2"), (third, "3")])
        {
            var task = await server.Take(activity);
            Assert.Equal(input, task.Input);
            await server.Succeed(task.TaskToken);
            Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
        }
        await Waiting(server, 0);
    }

    [Fact]
    public async Task Those_that_wait_go_on_after_a_restart_and_nobody_overtakes_them()
    {
        await using var server = await Server.Start("OpenMapRuns=1");
        var (machine, activity) = await Machine(server);
        await server.UntilRunning(await server.StartExecution(machine, "1", "[1]"), 1);
        await server.StartExecution(machine, "2", "[2]");
        await Waiting(server, 1);
        await server.Restart(downFor: TimeSpan.FromSeconds(1));
        await Waiting(server, 1);
        await server.StartExecution(machine, "3", "[3]");
        await Waiting(server, 2);
        foreach (var input in (string[])["1", "2", "3"])
        {
            var task = await server.Take(activity);
            Assert.Equal(input, task.Input);
            await server.Succeed(task.TaskToken);
        }
        await Waiting(server, 0);
    }

    [Fact]
    public async Task One_that_is_stopped_while_it_waits_takes_nobodys_place()
    {
        await using var server = await Server.Start("OpenMapRuns=1");
        var (machine, activity) = await Machine(server);
        var first = await server.StartExecution(machine, "1", "[1]");
        await server.Take(activity);
        var second = await server.StartExecution(machine, "2", "[2]");
        await Waiting(server, 1);
        await server.Service.StopExecution(new() { ExecutionArn = second }, server.Context);
        await server.Until("its end", async () => (await server.MapRunOf(second)).Status == "ABORTED");
        await Waiting(server, 0);
        var third = await server.StartExecution(machine, "3", "[3]");
        await Waiting(server, 1);
        await server.Service.StopExecution(new() { ExecutionArn = first }, server.Context);
        var task = await server.Take(activity);
        Assert.Equal("3", task.Input);
        await server.Succeed(task.TaskToken);
        Assert.Equal("SUCCEEDED", (await server.End(third)).Status);
    }

    [Fact]
    public async Task A_redriven_one_counts_again_and_does_not_wait()
    {
        await using var server = await Server.Start("OpenMapRuns=1");
        var (machine, activity) = await Machine(server);
        var first = await server.StartExecution(machine, "1", "[1]");
        await server.Service.SendTaskFailure(new() { TaskToken = (await server.Take(activity)).TaskToken! }, server.Context);
        await server.End(first);
        await server.Redrive(first);
        var redriven = await server.Take(activity);
        await server.StartExecution(machine, "2", "[2]");
        await Waiting(server, 1);
        await server.Succeed(redriven.TaskToken);
        Assert.Equal("2", (await server.Take(activity)).Input);
    }

    private static async Task<(string Machine, string Activity)> Machine(Server server)
    {
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine($$"""
            {
              "StartAt": "M",
              "States": {
                "M": {
                  "Type": "Map",
                  "ItemProcessor": {
                    "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                    "StartAt": "T",
                    "States": { "T": { "Type": "Task", "Resource": "{{activity}}", "End": true } }
                  },
                  "End": true
                }
              }
            }
            """);
        return (machine, activity);
    }

    private static Task Waiting(Server server, int count) => server.Until(
        $"{count} that wait", () => Task.FromResult(server.Measurements.Observe("ApproximateMapRunBacklogSize").Sum() == count));
}
