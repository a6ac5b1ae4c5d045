using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Executions;

public sealed class RedriveTests
{
    [Fact]
    public async Task The_failed_task_is_scheduled_again_and_what_came_before_is_kept()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await Failed(server, activity);
        var redriven = await server.Redrive(execution);
        var described = await server.Describe(execution);
        Assert.Equal(("RUNNING", 1, redriven), (described.Status, described.RedriveCount, described.RedriveDate));
        Assert.Equal(("NOT_REDRIVABLE", "Execution is RUNNING and cannot be redriven"), (described.RedriveStatus, described.RedriveStatusReason));
        Assert.Null(described.StopDate);
        var task = await server.Take(activity);
        Assert.Equal("""{"from":"P"}""", task.Input);
        await server.Succeed(task.TaskToken, "7");
        described = await server.End(execution);
        Assert.Equal(("SUCCEEDED", "7", 1), (described.Status, described.Output, described.RedriveCount));
        Assert.Equal(
            [
                "ExecutionStarted", "PassStateEntered", "PassStateExited", "TaskStateEntered", "ActivityScheduled", "ActivityStarted",
                "ActivityFailed", "ExecutionFailed", "ExecutionRedriven", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded",
                "TaskStateExited", "ExecutionSucceeded",
            ],
            await server.Types(execution));
        var shown = (await server.History(execution))[8];
        Assert.Equal((9, 8, 1), (shown.Id, shown.PreviousEventId, shown.ExecutionRedrivenEventDetails!.RedriveCount));
    }

    [Fact]
    public async Task A_redrive_survives_a_restart()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await Failed(server, activity);
        await server.Restart();
        await server.Redrive(execution);
        await server.Restart();
        await server.Succeed((await server.Take(activity)).TaskToken);
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
    }

    [Fact]
    public async Task A_description_is_of_one_moment_whatever_happens_while_it_is_read()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await Failed(server, activity);
        server.BeforeRead(Tables.Redrives, () => server.Redrive(execution).GetAwaiter().GetResult());
        var described = await server.Describe(execution);
        Assert.Equal(("RUNNING", 1, null), (described.Status, described.RedriveCount, described.Error));
        await server.Service.StopExecution(new() { ExecutionArn = execution, Error = "Stopped" }, server.Context);
        server.BeforeRead(Tables.Journal, () => server.Redrive(execution).GetAwaiter().GetResult());
        described = await server.Describe(execution);
        Assert.Equal(("RUNNING", 2, null), (described.Status, described.RedriveCount, described.Error));
    }

    [Fact]
    public async Task Listings_show_redrives_and_only_those_of_map_runs_filter_them()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine("""{"StartAt":"F","States":{"F":{"Type":"Fail"}}}""");
        var (first, second) = (await server.StartExecution(machine, "a"), await server.StartExecution(machine, "b"));
        await server.End(second);
        await server.End(first);
        var redriven = await server.Redrive(first);
        await server.End(first);
        var items = (await server.Service.ListExecutions(new() { StateMachineArn = machine }, server.Context)).Executions;
        Assert.Equal(
            [(first, 1, redriven), (second, 0, null)],
            items.OrderBy(item => item.Name).Select(item => (item.ExecutionArn, item.RedriveCount ?? 0, item.RedriveDate)));
        await Refuses<ValidationException>(
            "redriveFilter can only be provided with a Map Run ARN",
            async () => await server.Service.ListExecutions(new() { StateMachineArn = machine, RedriveFilter = "REDRIVEN" }, server.Context));
        await Refuses<ValidationException>(
            "PENDING_REDRIVE statusFilter can only be provided with a Map Run ARN",
            async () => await server.Service.ListExecutions(new() { StateMachineArn = machine, StatusFilter = "PENDING_REDRIVE" }, server.Context));
    }

    [Fact]
    public async Task The_same_client_token_redrives_once()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await Failed(server, activity);
        var first = await server.Redrive(execution, "token");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(first, await server.Redrive(execution, "token"));
        Assert.Equal(1, (await server.Describe(execution)).RedriveCount);
        await Refuses<ExecutionNotRedrivableException>(
            "Execution is RUNNING and cannot be redriven", () => server.Redrive(execution, "other"));
    }

    [Fact]
    public async Task Only_what_did_not_succeed_in_two_weeks_is_redriven()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Pass);
        await server.End(execution);
        await Refuses<ExecutionNotRedrivableException>("Execution is SUCCEEDED and cannot be redriven", () => server.Redrive(execution));
        await Refuses<ExecutionDoesNotExistException>($"Execution Does Not Exist: '{execution}x'", () => server.Redrive(execution + "x"));
        var failed = await server.StartExecution(await server.CreateMachine("""{"StartAt":"F","States":{"F":{"Type":"Fail"}}}""", "failing"), "f");
        Assert.Equal("REDRIVABLE", (await server.End(failed)).RedriveStatus);
        server.Clock.Advance(TimeSpan.FromDays(14) + TimeSpan.FromSeconds(1));
        await Refuses<ExecutionNotRedrivableException>("Execution redrivable period exceeded", () => server.Redrive(failed));
        Assert.Equal("Execution redrivable period exceeded", (await server.Describe(failed)).RedriveStatusReason);
    }

    [Fact]
    public async Task What_was_stopped_goes_on_and_its_timeout_counts_anew()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(
            """{"StartAt":"W","TimeoutSeconds":60,"States":{"W":{"Type":"Wait","Seconds":50,"End":true}}}""");
        server.Clock.Advance(TimeSpan.FromSeconds(40));
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Redrive(execution);
        server.Clock.Advance(TimeSpan.FromSeconds(49));
        Assert.Equal("RUNNING", (await server.Describe(execution)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
    }

    /// <summary>An execution of a Pass and an activity's task that has failed.</summary>
    private static async Task<string> Failed(Server server, string activity)
    {
        var execution = await server.Run(
            $$"""
            {"StartAt":"P","States":{
              "P":{"Type":"Pass","Result":{"from":"P"},"Next":"T"},
              "T":{"Type":"Task","Resource":"{{activity}}","End":true} } }
            """);
        var task = await server.Take(activity);
        await server.Service.SendTaskFailure(new() { TaskToken = task.TaskToken!, Error = "E" }, server.Context);
        Assert.Equal("FAILED", (await server.End(execution)).Status);
        return execution;
    }
}
