using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Metrics;

public sealed class ExecutionMetricTests
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
    private const string Dimension = $"StateMachineArn={Machine}";

    private static readonly string[] Here = ["cloud.account.id=000000000000", "cloud.region=us-east-1"];

    [Fact]
    public async Task An_execution_tells_of_its_start_and_its_end_and_of_the_time_between()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Waiting(5));
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted", [Dimension, .. Here]));
        Assert.Empty(server.Measurements.Of("ExecutionsSucceeded"));
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        await server.EndTold(execution);
        Assert.Equal([1], server.Measurements.Of("ExecutionsSucceeded", Dimension));
        Assert.InRange(Assert.Single(server.Measurements.Of("ExecutionTime", Dimension)), 5_000, 5_500);
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted"));
    }

    [Theory]
    [InlineData("ExecutionsFailed", """{"StartAt":"F","States":{"F":{"Type":"Fail"}}}""")]
    [InlineData("ExecutionsTimedOut", """{"StartAt":"W","TimeoutSeconds":1,"States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}""")]
    public async Task Every_way_to_end_has_its_metric(string metric, string definition)
    {
        await using var server = await Server.Start();
        var execution = await server.Run(definition);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.EndTold(execution);
        Assert.Equal([1], server.Measurements.Of(metric, Dimension));
        Assert.Single(server.Measurements.Of("ExecutionTime", Dimension));
        Assert.Empty(server.Measurements.Of("ExecutionsSucceeded"));
    }

    [Fact]
    public async Task A_stopped_execution_is_aborted_once_however_often_it_is_stopped()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Waiting(60));
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        Assert.Equal([1], server.Measurements.Of("ExecutionsAborted", Dimension));
    }

    [Fact]
    public async Task The_same_start_again_is_no_second_execution()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(60));
        await server.StartExecution(machine, "run");
        await server.StartExecution(machine, "run");
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted"));
    }

    [Fact]
    public async Task What_was_told_before_a_restart_is_not_told_again()
    {
        await using var server = await Server.Start();
        var closed = await server.Run(Pass);
        var open = await server.StartExecution(await server.CreateMachine(Waiting(5), "waiting"));
        await server.Restart(TimeSpan.FromSeconds(5));
        await server.Describe(closed);
        await server.EndTold(open, ends: 2);
        Assert.Equal(2, server.Measurements.Sum("ExecutionsStarted"));
        Assert.Equal(2, server.Measurements.Sum("ExecutionsSucceeded"));
        Assert.Equal(2, server.Measurements.Of("ExecutionTime").Count);
        Assert.Equal(2, server.Measurements.Sum("ConsumedCapacity", "ServiceMetric=StateTransition"));
    }

    [Fact]
    public async Task A_redriven_execution_tells_of_both_of_its_ends()
    {
        await using var server = await Server.Start();
        var execution = await server.Run("""{"StartAt":"F","States":{"F":{"Type":"Fail"}}}""");
        Assert.Empty(server.Measurements.Of("RedrivenExecutionsFailed"));
        await server.Redrive(execution);
        Assert.Equal([1], server.Measurements.Of("ExecutionsRedriven", Dimension));
        Assert.Equal([1], server.Measurements.Of("RedrivenExecutionsFailed", Dimension));
        Assert.Equal([1, 1], server.Measurements.Of("ExecutionsFailed", Dimension));
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted", Dimension));
    }

    [Fact]
    public async Task Executions_of_a_version_or_an_alias_say_so()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        var version = (await server.Service.PublishStateMachineVersion(new() { StateMachineArn = machine }, server.Context)).StateMachineVersionArn;
        var alias = (await server.Service.CreateStateMachineAlias(
            new() { Name = "prod", RoutingConfiguration = [new() { StateMachineVersionArn = version, Weight = 100 }] }, server.Context)).StateMachineAliasArn;
        await server.StartExecution(version);
        await server.StartExecution(alias);
        await server.StartExecution(machine);
        Assert.Equal(3, server.Measurements.Sum("ExecutionsSucceeded", Dimension));
        Assert.Equal(2, server.Measurements.Sum("ExecutionsSucceeded", Dimension, "Version=1"));
        Assert.Equal(1, server.Measurements.Sum("ExecutionsSucceeded", Dimension, "Alias=prod"));
    }

    [Fact]
    public async Task Every_state_and_every_retry_is_a_transition()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity, ",\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"],\"IntervalSeconds\":1,\"MaxAttempts\":1}]"));
        for (var i = 0; i < 2; i++)
        {
            var task = await server.Take(activity);
            await server.Service.SendTaskFailure(new() { TaskToken = task.TaskToken! }, server.Context);
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await server.EndTold(execution);
        Assert.Equal(2, server.Measurements.Sum("ConsumedCapacity", "ServiceMetric=StateTransition", Dimension));
    }
}
