using System.Diagnostics.Metrics;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Quotas;

/// <summary>State transitions beyond the quota.</summary>
public sealed class TransitionTests
{
    private static readonly string[] ThreeAndTenPerSecond = ["StateTransition.bucket=3", "StateTransition.rate=10"];

    [Fact]
    public async Task Throttled_executions_go_on_in_the_order_in_which_they_came()
    {
        await using var server = await Server.Start(ThreeAndTenPerSecond);
        var executions = await StartMany(server, 9);
        Assert.Equal(3, await CountEnded(server, executions));
        await CheckOrder(server, executions);
    }

    [Fact]
    public async Task A_throttled_execution_has_begun_and_shows_no_state_before_its_turn()
    {
        await using var server = await Server.Start("StateTransition.rate=1");
        var execution = (await StartMany(server, 2))[1];
        Assert.Equal("RUNNING", (await server.Describe(execution)).Status);
        Assert.Equal(["ExecutionStarted"], await server.Types(execution));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
        Assert.Equal(["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"], await server.Types(execution));
    }

    [Fact]
    public async Task A_restart_loses_nobody_and_lets_nobody_overtake()
    {
        await using var server = await Server.Start(ThreeAndTenPerSecond);
        var executions = await StartMany(server, 9);
        await server.Restart();
        executions.AddRange(await StartMany(server, 3, from: 9));
        Assert.Equal(3, await CountEnded(server, executions));
        await CheckOrder(server, executions);
    }

    [Fact]
    public async Task What_was_due_while_the_server_was_away_goes_on_at_once()
    {
        await using var server = await Server.Start("StateTransition.rate=1");
        var executions = await StartMany(server, 4);
        await server.Restart(downFor: TimeSpan.FromSeconds(60));
        foreach (var execution in executions)
            Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
    }

    [Fact]
    public async Task Accounts_and_regions_have_buckets_of_their_own_and_express_has_none()
    {
        await using var server = await Server.Start("StateTransition.rate=1");
        await StartMany(server, 3);
        var elsewhere = Server.Caller("eu-west-1");
        var machine = await server.Service.CreateStateMachine(new() { Name = "m", Definition = Pass, RoleArn = Role }, elsewhere);
        var there = await server.Service.StartExecution(new() { StateMachineArn = machine.StateMachineArn, Name = "there" }, elsewhere);
        Assert.Equal("SUCCEEDED", (await server.Describe(there.ExecutionArn)).Status);
        Assert.Equal("SUCCEEDED", (await server.RunSync(await server.CreateExpress(Pass))).Status);
    }

    [Fact]
    public async Task Each_transition_that_waits_is_counted_for_its_state_machine()
    {
        const string Name = "counted";
        var count = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "AWS/States", Name: "ExecutionThrottled" })
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag is { Key: "StateMachineArn", Value: string arn } && arn.EndsWith($":{Name}", StringComparison.Ordinal))
                    Interlocked.Add(ref count, value);
            }
        });
        listener.Start();
        await using var server = await Server.Start(ThreeAndTenPerSecond);
        var executions = await StartMany(server, 9, name: Name);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.Until("the end of all", async () => await CountEnded(server, executions) == 9);
        Assert.Equal(6, Interlocked.Read(ref count));
    }

    private static async Task<List<string>> StartMany(Server server, int count, int from = 0, string name = "machine")
    {
        var machine = await server.CreateMachine(Pass, name);
        var executions = new List<string>();
        for (var i = from; i < from + count; i++)
            executions.Add(await server.StartExecution(machine, $"{i}"));
        return executions;
    }

    private static async Task<int> CountEnded(Server server, List<string> executions)
    {
        var count = 0;
        foreach (var execution in executions)
            count += (await server.Describe(execution)).Status == "SUCCEEDED" ? 1 : 0;
        return count;
    }

    /// <summary>Lets a tenth of a second pass for each that waits; they end one after the other.</summary>
    private static async Task CheckOrder(Server server, List<string> executions)
    {
        for (var ended = 4; ended <= executions.Count; ended++)
        {
            server.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await server.Until($"the end of {ended}", async () => await CountEnded(server, executions) >= ended);
        }
        var ends = new List<DateTimeOffset>();
        foreach (var execution in executions)
            ends.Add((await server.Describe(execution)).StopDate!.Value);
        Assert.Equal(ends.Order(), ends);
        Assert.Equal(executions.Count - 2, ends.Distinct().Count());
    }
}
