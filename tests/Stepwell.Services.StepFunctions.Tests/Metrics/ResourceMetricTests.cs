using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Metrics;

public sealed class ResourceMetricTests
{
    private const string Machine = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";

    /// <summary>What has been counted is not counted again within this time.</summary>
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Open_executions_are_counted_also_after_a_restart()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(86_400));
        await server.StartExecution(machine, "a");
        var stopped = await server.StartExecution(machine, "b");
        Assert.Equal([2], server.Measurements.Observe("OpenExecutionCount", "cloud.account.id=000000000000", "cloud.region=us-east-1"));
        await server.Restart(Freshness);
        await server.Service.StopExecution(new() { ExecutionArn = stopped }, server.Context);
        Assert.Equal([1], server.Measurements.Observe("OpenExecutionCount"));
        Assert.Equal([1], server.Measurements.Observe("OpenExecutionCountPerStateMachine", $"StateMachineArn={Machine}"));
    }

    [Fact]
    public async Task Open_executions_of_each_state_machine_are_exact_at_any_moment()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(86_400));
        var other = await server.CreateMachine(Pass, "other");
        Assert.Equal((0, 0), (Open(machine), Open(other)));
        var first = await server.StartExecution(machine, "a");
        await server.StartExecution(machine, "b");
        await server.StartExecution(other, "c");
        Assert.Equal((2, 0), (Open(machine), Open(other)));
        await server.Service.StopExecution(new() { ExecutionArn = first }, server.Context);
        Assert.Equal(1, Open(machine));
        await server.Service.RedriveExecution(new() { ExecutionArn = first }, server.Context);
        Assert.Equal(2, Open(machine));
        server.Clock.Advance(TimeSpan.FromDays(2));
        await server.Until("the end of all", () => Task.FromResult(Open(machine) == 0));

        double Open(string arn) =>
            Assert.Single(server.Measurements.Observe("OpenExecutionCountPerStateMachine", $"StateMachineArn={arn}"));
    }

    [Fact]
    public async Task State_machines_and_what_belongs_to_them_are_counted()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        await server.CreateMachine(Pass, "other");
        await server.CreateActivity();
        var version = (await server.Service.PublishStateMachineVersion(new() { StateMachineArn = machine }, server.Context)).StateMachineVersionArn;
        await server.Service.CreateStateMachineAlias(
            new() { Name = "prod", RoutingConfiguration = [new() { StateMachineVersionArn = version, Weight = 100 }] }, server.Context);
        Assert.Equal([2], server.Measurements.Observe("StateMachineCount"));
        Assert.Equal([1], server.Measurements.Observe("ActivityCount"));
        Assert.Equal([1], server.Measurements.Observe("VersionCount", $"ResourceArn={Machine}"));
        Assert.Equal([1], server.Measurements.Observe("AliasCount", $"ResourceArn={Machine}"));
    }

    [Fact]
    public async Task Running_Map_Runs_are_counted_and_their_children_are_open_executions()
    {
        await using var server = await Server.Start();
        var execution = await server.Run("""
            {"StartAt":"M","States":{"M":{"Type":"Map","Label":"L","End":true,"ItemProcessor":{
              "ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
              "StartAt":"W","States":{"W":{"Type":"Wait","Seconds":3600,"End":true}}}}}}
            """, "[1,2,3]");
        await server.Until("the children", () => Task.FromResult(server.Measurements.Sum("ExecutionsStarted") >= 4));
        Assert.Equal([1], server.Measurements.Observe("ApproximateOpenMapRunCount"));
        Assert.Equal([4], server.Measurements.Observe("OpenExecutionCount"));
        Assert.Equal([3], server.Measurements.Observe("OpenExecutionCountPerStateMachine", $"StateMachineArn={Machine}/L"));
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of all", () => Task.FromResult(server.Measurements.Sum("ExecutionsAborted") >= 4));
        server.Clock.Advance(Freshness);
        Assert.Equal([0], server.Measurements.Observe("OpenExecutionCount"));
    }

    /// <summary>Names as the developer guide has them in "Monitoring Step Functions metrics using Amazon CloudWatch".</summary>
    [Theory]
    [InlineData("Count", "AWS/Usage", "StateMachineCount ActivityCount OpenExecutionCountPerStateMachine")]
    [InlineData("Count", "AWS/States", "OpenExecutionCount OpenExecutionLimit ApproximateOpenMapRunCount OpenMapRunLimit ApproximateMapRunBacklogSize")]
    [InlineData("Count", "AWS/States", "ExecutionsAborted ExecutionsFailed ExecutionsStarted ExecutionsSucceeded ExecutionsTimedOut ExecutionThrottled")]
    [InlineData("Count", "AWS/States", "ExecutionsRedriven RedrivenExecutionsAborted RedrivenExecutionsTimedOut RedrivenExecutionsSucceeded")]
    [InlineData("Count", "AWS/States", "RedrivenExecutionsFailed AliasCount VersionCount")]
    [InlineData("Count", "AWS/States", "ActivitiesFailed ActivitiesHeartbeatTimedOut ActivitiesScheduled ActivitiesStarted ActivitiesSucceeded")]
    [InlineData("Count", "AWS/States", "ActivitiesTimedOut LambdaFunctionsFailed LambdaFunctionsScheduled LambdaFunctionsStarted")]
    [InlineData("Count", "AWS/States", "LambdaFunctionsSucceeded LambdaFunctionsTimedOut ServiceIntegrationsFailed ServiceIntegrationsScheduled")]
    [InlineData("Count", "AWS/States", "ServiceIntegrationsStarted ServiceIntegrationsSucceeded ServiceIntegrationsTimedOut")]
    [InlineData("Count", "AWS/States", "ConsumedCapacity ProvisionedBucketSize ProvisionedRefillRate ThrottledEvents")]
    [InlineData("Milliseconds", "AWS/States", "ExecutionTime ExpressExecutionBilledDuration ActivityRunTime ActivityScheduleTime ActivityTime")]
    [InlineData("Milliseconds", "AWS/States", "LambdaFunctionRunTime LambdaFunctionScheduleTime LambdaFunctionTime")]
    [InlineData("Milliseconds", "AWS/States", "ServiceIntegrationRunTime ServiceIntegrationScheduleTime ServiceIntegrationTime")]
    [InlineData("Bytes", "AWS/States", "ExpressExecutionBilledMemory ExpressExecutionMemory")]
    public async Task Every_documented_metric_has_an_instrument(string unit, string metricNamespace, string names)
    {
        await using var server = await Server.Start();
        foreach (var name in names.Split(' '))
        {
            var instrument = Assert.Single(server.Measurements.Instruments, published => published.Name == name);
            Assert.Equal((metricNamespace, unit), (instrument.Meter.Name, instrument.Unit));
        }
    }
}
