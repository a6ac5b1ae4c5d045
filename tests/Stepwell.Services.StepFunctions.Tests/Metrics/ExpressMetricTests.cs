using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Metrics;

public sealed class ExpressMetricTests
{
    private const string Dimension = "StateMachineArn=arn:aws:states:us-east-1:000000000000:stateMachine:express";

    [Fact]
    public async Task A_synchronous_execution_tells_what_it_took()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters));
        var run = server.RunSync(machine);
        var call = await server.Gate.NextCall();
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted", Dimension));
        server.Clock.Advance(TimeSpan.FromMilliseconds(250));
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        await run.Soon();
        Assert.Equal([1], server.Measurements.Of("ExecutionsSucceeded", Dimension));
        Assert.Equal([250], server.Measurements.Of("ExecutionTime", Dimension));
        Assert.Equal([300], server.Measurements.Of("ExpressExecutionBilledDuration", Dimension));
        Assert.Equal([64 << 20], server.Measurements.Of("ExpressExecutionBilledMemory", Dimension));
        Assert.InRange(Assert.Single(server.Measurements.Of("ExpressExecutionMemory", Dimension)), 50 << 20, 64 << 20);
        Assert.Equal([1], server.Measurements.Of("ServiceIntegrationsSucceeded", $"ServiceIntegrationResourceArn={Gate.Resource}"));
        Assert.Empty(server.Measurements.Of("ConsumedCapacity", "ServiceMetric=StateTransition"));
    }

    [Fact]
    public async Task One_that_runs_again_after_a_restart_is_one_execution()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters));
        await server.StartExecution(machine, "run");
        await server.Gate.NextCall();
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted", Dimension));
        await server.Restart();
        var call = await server.Gate.NextCall();
        call.Outcome.SetResult(new TaskOutcome.Failed("E", "c"));
        await server.Until("the end", () => Task.FromResult(server.Measurements.Of("ExecutionTime").Count > 0));
        Assert.Equal([1], server.Measurements.Of("ExecutionsStarted", Dimension));
        Assert.Equal([1], server.Measurements.Of("ExecutionsFailed", Dimension));
    }

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("EXPRESS")]
    public async Task Children_of_a_Map_Run_count_under_the_name_of_their_state(string type)
    {
        await using var server = await Server.Start();
        var execution = await server.Run($$"""
            {"StartAt":"M","States":{"M":{"Type":"Map","Label":"L","End":true,"ItemProcessor":{
              "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"{{type}}"},
              "StartAt":"P","States":{"P":{"Type":"Pass","End":true} } } } } }
            """, "[1,2,3]");
        await server.EndTold(execution, ends: 4);
        const string Children = "StateMachineArn=arn:aws:states:us-east-1:000000000000:stateMachine:machine/L";
        Assert.Equal(3, server.Measurements.Sum("ExecutionsStarted", Children));
        Assert.Equal(3, server.Measurements.Sum("ExecutionsSucceeded", Children));
        Assert.Equal(4, server.Measurements.Sum("ExecutionsStarted"));
    }
}
