using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Metrics;

public sealed class TaskMetricTests
{
    private const string Activity = "ActivityArn=arn:aws:states:us-east-1:000000000000:activity:work";

    [Fact]
    public async Task An_activity_tells_how_long_it_waited_and_how_long_it_ran()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity));
        Assert.Equal([1], server.Measurements.Of("ActivitiesScheduled", Activity, "cloud.region=us-east-1"));
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        var task = await server.Take(activity);
        Assert.Equal([1], server.Measurements.Of("ActivitiesStarted", Activity));
        Assert.Equal([3_000], server.Measurements.Of("ActivityScheduleTime", Activity));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.Succeed(task.TaskToken);
        await server.EndTold(execution);
        Assert.Equal([1], server.Measurements.Of("ActivitiesSucceeded", Activity));
        Assert.Equal([2_000], server.Measurements.Of("ActivityRunTime", Activity));
        Assert.Equal([5_000], server.Measurements.Of("ActivityTime", Activity));
    }

    [Fact]
    public async Task A_restart_forgets_neither_start_nor_schedule()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity));
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var task = await server.Take(activity);
        await server.Restart(TimeSpan.FromSeconds(4));
        await server.Service.SendTaskFailure(new() { TaskToken = task.TaskToken! }, server.Context);
        await server.EndTold(execution);
        Assert.Equal([1], server.Measurements.Of("ActivitiesScheduled"));
        Assert.Equal([1], server.Measurements.Of("ActivitiesStarted"));
        Assert.Equal([1], server.Measurements.Of("ActivitiesFailed"));
        Assert.Equal([4_000], server.Measurements.Of("ActivityRunTime"));
        Assert.Equal([5_000], server.Measurements.Of("ActivityTime"));
    }

    [Theory]
    [InlineData("ActivitiesTimedOut", ",\"TimeoutSeconds\":2")]
    [InlineData("ActivitiesHeartbeatTimedOut", ",\"TimeoutSeconds\":60,\"HeartbeatSeconds\":2")]
    public async Task A_late_worker_counts_by_what_it_missed(string metric, string fields)
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity, fields));
        await server.Take(activity);
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.EndTold(execution);
        Assert.Equal([1], server.Measurements.Of(metric, Activity));
        Assert.Equal(1, server.Measurements.Sum("ActivitiesTimedOut") + server.Measurements.Sum("ActivitiesHeartbeatTimedOut"));
    }

    [Fact]
    public async Task An_activity_that_nobody_took_was_scheduled_all_the_time()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity, ",\"TimeoutSeconds\":2"));
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        await server.EndTold(execution);
        Assert.Equal([1], server.Measurements.Of("ActivitiesTimedOut"));
        Assert.Single(server.Measurements.Of("ActivityScheduleTime"));
        Assert.Empty(server.Measurements.Of("ActivityRunTime"));
    }

    [Fact]
    public async Task A_service_task_is_told_by_its_resource()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters));
        var call = await server.Gate.NextCall();
        server.Clock.Advance(TimeSpan.FromSeconds(2));
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        await server.EndTold(execution);
        var dimension = $"ServiceIntegrationResourceArn={Gate.Resource}";
        string[] here = [dimension, "cloud.account.id=000000000000", "cloud.region=us-east-1"];
        Assert.Equal([1], server.Measurements.Of("ServiceIntegrationsScheduled", here));
        Assert.Equal([1], server.Measurements.Of("ServiceIntegrationsStarted", here));
        Assert.Equal([1], server.Measurements.Of("ServiceIntegrationsSucceeded", here));
        Assert.Equal([0], server.Measurements.Of("ServiceIntegrationScheduleTime", dimension));
        Assert.InRange(Assert.Single(server.Measurements.Of("ServiceIntegrationRunTime", dimension)), 2_000, 2_500);
        Assert.InRange(Assert.Single(server.Measurements.Of("ServiceIntegrationTime", dimension)), 2_000, 2_500);
    }

    [Fact]
    public async Task A_task_that_is_given_up_has_no_end()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters));
        await server.Gate.NextCall();
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        Assert.Empty(server.Measurements.Of("ServiceIntegrationTime"));
        Assert.Equal([1], server.Measurements.Of("ExecutionsAborted"));
    }

    [Fact]
    public async Task A_function_named_in_the_resource_is_a_Lambda_function()
    {
        const string Function = "arn:aws:lambda:us-east-1:000000000000:function:f";
        await using var server = await Server.Start();
        await server.EndTold(await server.Run(OneTask(Function)));
        const string Dimension = $"LambdaFunctionArn={Function}";
        Assert.Equal([1], server.Measurements.Of("LambdaFunctionsScheduled", Dimension));
        Assert.Equal([1], server.Measurements.Of("LambdaFunctionsStarted", Dimension));
        Assert.Equal([1], server.Measurements.Of("LambdaFunctionsFailed", Dimension));
        Assert.Single(server.Measurements.Of("LambdaFunctionTime", Dimension));
    }
}
