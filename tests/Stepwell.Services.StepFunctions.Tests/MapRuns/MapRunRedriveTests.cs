using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.MapRuns;

/// <summary>Map Runs that go on where they failed. Expectations follow the developer guide, "Redriving Map Runs".</summary>
public sealed class MapRunRedriveTests
{
    [Fact]
    public async Task Only_what_did_not_succeed_runs_again_and_the_rest_follows()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2,3]", ",\"MaxConcurrency\":1");
        await server.Succeed((await server.Take(activity)).TaskToken, "\"a\"");
        await Fail(server, activity, "2");
        Assert.Equal("FAILED", (await server.End(execution)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.Redrive(execution);
        var redriven = server.Clock.GetUtcNow();
        await Succeed(server, activity, "2", "\"b\"");
        await Succeed(server, activity, "3", "\"c\"");
        Assert.Equal("""["a","b","c"]""", (await server.End(execution)).Output);

        var mapRun = await server.MapRunOf(execution);
        Assert.Equal(("SUCCEEDED", 1), (mapRun.Status, mapRun.RedriveCount));
        Assert.InRange(mapRun.RedriveDate!.Value, redriven, server.Clock.GetUtcNow());
        Assert.Equal((3L, 0L, 0L, 3L), (mapRun.ItemCounts.Succeeded, mapRun.ItemCounts.Failed, mapRun.ItemCounts.Pending, mapRun.ItemCounts.Total));
        Assert.Equal(3L, mapRun.ExecutionCounts.Total);
        Assert.Single((await server.Service.ListMapRuns(new() { ExecutionArn = execution }, server.Context)).MapRuns);
    }

    [Fact]
    public async Task Histories_tell_of_the_redrive()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1]");
        await Fail(server, activity, "1");
        await server.End(execution);
        await server.Redrive(execution);
        await Succeed(server, activity, "1");
        await server.End(execution);
        Assert.Equal(
            [
                "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed",
                "ExecutionRedriven", "MapRunRedriven", "MapRunSucceeded", "MapStateSucceeded", "MapStateExited", "ExecutionSucceeded",
            ],
            await server.Types(execution));
        var mapRun = await server.MapRunOf(execution);
        var shown = (await server.History(execution))[8];
        Assert.Equal((9, 8), (shown.Id, shown.PreviousEventId));
        Assert.Equal(new() { MapRunArn = mapRun.MapRunArn, RedriveCount = 1 }, shown.MapRunRedrivenEventDetails);

        var child = Assert.Single(await server.Children(mapRun.MapRunArn));
        Assert.Equal(("SUCCEEDED", 1), (child.Status, child.RedriveCount));
        Assert.Equal(
            [
                "ExecutionStarted", "TaskStateEntered", "ActivityScheduled", "ActivityStarted", "ActivityFailed", "ExecutionFailed",
                "ExecutionRedriven", "ActivityScheduled", "ActivityStarted", "ActivitySucceeded", "TaskStateExited", "ExecutionSucceeded",
            ],
            await server.Types(child.ExecutionArn));
    }

    [Fact]
    public async Task Children_are_redriven_by_their_map_run_only()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1]");
        await Fail(server, activity, "1");
        await server.End(execution);
        var child = Assert.Single(await server.Children((await server.MapRunOf(execution)).MapRunArn)).ExecutionArn;
        await Refuses<ExecutionNotRedrivableException>(
            "Execution is a child of a Map Run and is redriven with it", () => server.Redrive(child));
        Assert.Equal("REDRIVABLE_BY_MAP_RUN", (await server.Describe(child)).RedriveStatus);
        await server.Redrive(execution);
        await Succeed(server, activity, "1");
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
        var described = await server.Describe(child);
        Assert.Equal(("NOT_REDRIVABLE", "Execution is SUCCEEDED and cannot be redriven"), (described.RedriveStatus, described.RedriveStatusReason));
    }

    [Fact]
    public async Task Children_that_were_stopped_with_their_execution_go_on()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2]");
        await server.UntilRunning(execution, 2);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        await server.Redrive(execution);
        await SucceedAll(server, activity, 2);
        Assert.Equal("[0,0]", (await server.End(execution)).Output);
        Assert.Equal((2L, 0L), await Items(server, execution, counts => (counts.Succeeded, counts.Aborted)));
    }

    [Theory]
    [InlineData("STANDARD")]
    [InlineData("EXPRESS")]
    public async Task A_map_run_that_is_still_ending_ends_before_it_is_redriven(string type)
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(type, Gated), "[1,2,3]");
        await server.Until("the start", async () => (await server.MapRunOf(execution)).ExecutionCounts.Running == 3);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Redrive(execution);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Redrive(execution);
        await server.Until("the redrive", async () => await server.MapRunOf(execution) is { RedriveCount: 2, ExecutionCounts.Running: 3 });
        await server.Until("the end", async () =>
        {
            while (server.Gate.HasCall)
                (await server.Gate.NextCall()).Outcome.TrySetResult(new TaskOutcome.Succeeded(JsonValue.EmptyObject));
            return (await server.Describe(execution)).Status != "RUNNING";
        });
        Assert.Equal("[{},{},{}]", (await server.End(execution)).Output);
        Assert.Equal(2, (await server.Types(execution)).Count(type => type == "MapRunRedriven"));
    }

    [Fact]
    public async Task Express_children_that_did_not_succeed_start_anew_under_their_names()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map("EXPRESS", Gated, ",\"MaxConcurrency\":1"), "[1,2,3]");
        await Answer(server, new TaskOutcome.Succeeded(JsonValue.Parse("{\"n\":1}")));
        var failing = await Answer(server, new TaskOutcome.Failed("E", "C"));
        Assert.Equal("FAILED", (await server.End(execution)).Status);
        await server.Redrive(execution);
        var again = await Answer(server, new TaskOutcome.Succeeded(JsonValue.Parse("{\"n\":2}")));
        Assert.Equal(failing.Request.ExecutionArn, again.Request.ExecutionArn);
        await Answer(server, new TaskOutcome.Succeeded(JsonValue.Parse("{\"n\":3}")));
        Assert.Equal("""[{"n":1},{"n":2},{"n":3}]""", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task What_exceeds_the_concurrency_is_pending_until_its_turn_or_the_end()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2,3]");
        await server.UntilRunning(execution, 3);
        var mapRunArn = (await server.MapRunOf(execution)).MapRunArn;
        await server.Service.UpdateMapRun(new() { MapRunArn = mapRunArn, MaxConcurrency = 1, ToleratedFailureCount = 3 }, server.Context);
        await Fail(server, activity, null);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        await server.Redrive(execution);
        await server.Until("the redrive", async () => (await server.MapRunOf(execution)).ExecutionCounts.Running == 1);
        Assert.Equal((1L, 2L, 0L, 0L), await Items(server, execution, counts => (counts.Running, counts.PendingRedrive!.Value, counts.Failed, counts.Aborted)));
        await server.UntilRunning(execution, 1);
        var pending = await List(server, mapRunArn, "PENDING_REDRIVE");
        Assert.Equal(2, pending.Count);
        Assert.All(pending, child => Assert.Equal("PENDING_REDRIVE", child.Status));
        Assert.Equal("PENDING_REDRIVE", (await server.Describe(pending[0].ExecutionArn)).Status);
        Assert.Equal(["PENDING_REDRIVE", "PENDING_REDRIVE", "RUNNING"], (await List(server, mapRunArn, null)).Select(child => child.Status).Order());
        Assert.Empty(await List(server, mapRunArn, "FAILED"));
        Assert.Empty(await List(server, mapRunArn, "ABORTED"));

        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        Assert.Equal((0L, 1L, 2L), Sorted(await Items(server, execution, counts => (counts.PendingRedrive!.Value, counts.Failed, counts.Aborted))));
        Assert.Empty(await List(server, mapRunArn, "PENDING_REDRIVE"));
        await server.Redrive(execution);
        await SucceedAll(server, activity, 3);
        Assert.Equal("[0,0,0]", (await server.End(execution)).Output);

        // The one that runs again may be the one that had failed.
        static (long, long, long) Sorted((long Pending, long Failed, long Aborted) counts) =>
            counts is (var none, 0, 3) ? (none, 1, 2) : (counts.Pending, counts.Failed, counts.Aborted);
    }

    [Fact]
    public async Task Tolerated_failures_count_anew()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2,3]", ",\"MaxConcurrency\":1,\"ToleratedFailureCount\":1");
        await Fail(server, activity, "1");
        await Fail(server, activity, "2");
        Assert.Equal("FAILED", (await server.End(execution)).Status);
        await server.Redrive(execution);
        await Fail(server, activity, "1");
        await Succeed(server, activity, "2");
        await Succeed(server, activity, "3");
        Assert.Equal("[0,0]", (await server.End(execution)).Output);
        Assert.Equal((2L, 1L), await Items(server, execution, counts => (counts.Succeeded, counts.Failed)));
    }

    [Fact]
    public async Task A_child_whose_time_is_over_stays_failed_and_counts()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2]", ",\"MaxConcurrency\":1,\"ToleratedFailureCount\":1");
        await Fail(server, activity, "1");
        await server.UntilRunning(execution, 1);
        server.Clock.Advance(TimeSpan.FromDays(10));
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        server.Clock.Advance(TimeSpan.FromDays(5));
        await server.Redrive(execution);
        await server.Until("the refusal", async () => (await server.MapRunOf(execution)).ItemCounts.FailuresNotRedrivable == 1);
        Assert.Equal((1L, 1L), await Items(server, execution, counts => (counts.Failed, counts.Running)));
        await Succeed(server, activity, "2");
        Assert.Equal("[0]", (await server.End(execution)).Output);
        Assert.Equal(1, (await server.MapRunOf(execution)).ExecutionCounts.FailuresNotRedrivable);
    }

    [Fact]
    public async Task A_child_that_was_stopped_and_whose_time_is_over_counts_as_failed()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2]", ",\"MaxConcurrency\":1");
        var child = Assert.Single(await UntilListed(server, execution, 1)).ExecutionArn;
        await server.Service.StopExecution(new() { ExecutionArn = child }, server.Context);
        await UntilListed(server, execution, 2);
        server.Clock.Advance(TimeSpan.FromDays(10));
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        server.Clock.Advance(TimeSpan.FromDays(5));
        await server.Redrive(execution);
        Assert.Equal("States.ExceedToleratedFailureThreshold", (await server.End(execution)).Error);
    }

    [Fact]
    public async Task A_redriven_map_run_goes_on_after_restarts()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2,3,4]", ",\"MaxConcurrency\":2");
        await Succeed(server, activity, "1", "\"a\"");
        await Fail(server, activity, null);
        await server.End(execution);
        await server.Restart();
        await server.Redrive(execution);
        await server.Restart();
        await server.UntilRunning(execution, 2);
        await SucceedAll(server, activity, 1);
        await server.Restart();
        await SucceedAll(server, activity, 2);
        Assert.Equal("""["a",0,0,0]""", (await server.End(execution)).Output);
        Assert.Equal(1, (await server.MapRunOf(execution)).RedriveCount);
    }

    [Fact]
    public async Task An_item_reader_that_failed_reads_on()
    {
        await using var server = await Server.Start();
        const string Fields = ",\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"Parameters\":{\"Key\":\"2500\"}},"
            + "\"ItemBatcher\":{\"MaxItemsPerBatch\":500}";
        server.Items.BrokenFrom = 1_000;
        var execution = await server.Run(Map("STANDARD", Count, Fields), "{}");
        Assert.Equal("States.ItemReaderFailed", (await server.End(execution)).Error);
        server.Items.BrokenFrom = int.MaxValue;
        await server.Redrive(execution);
        Assert.Equal("[500,500,500,500,500]", (await server.End(execution)).Output);
        Assert.Equal(1, (await server.MapRunOf(execution)).RedriveCount);
    }

    [Fact]
    public async Task A_map_run_within_a_map_run_is_redriven_with_it()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var inner = Map("STANDARD", OneTask(activity), ",\"Label\":\"inner\"").Replace("\"M\"", "\"N\"", StringComparison.Ordinal);
        var execution = await server.Run(Map("STANDARD", inner), "[[1,2],[3]]");
        await Succeed(server, activity, null, "7");
        await Fail(server, activity, null);
        await server.End(execution);
        await server.Redrive(execution);
        await SucceedAll(server, activity, 2);
        var output = (await server.End(execution)).Output!;
        Assert.Equal("[[0,0],[0]]", output.Replace('7', '0'));
        Assert.Contains('7', output);
    }

    [Fact]
    public async Task Listings_of_children_tell_the_redriven_from_the_others()
    {
        await using var server = await Server.Start();
        var (execution, activity) = await Start(server, "[1,2]", ",\"MaxConcurrency\":1");
        await Succeed(server, activity, "1");
        await Fail(server, activity, "2");
        await server.End(execution);
        await server.Redrive(execution);
        await Succeed(server, activity, "2");
        await server.End(execution);
        var mapRunArn = (await server.MapRunOf(execution)).MapRunArn;
        Assert.Equal(1, Assert.Single(await List(server, mapRunArn, null, "REDRIVEN")).RedriveCount);
        Assert.Equal(0, Assert.Single(await List(server, mapRunArn, null, "NOT_REDRIVEN")).RedriveCount);
        Assert.Empty(await List(server, mapRunArn, "FAILED", "REDRIVEN"));
        Assert.Equal(2, (await List(server, mapRunArn, null)).Count);
    }

    private const string Count = """{"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"n.$":"States.ArrayLength($.Items)"},"OutputPath":"$.n","End":true}}}""";

    private static readonly string Gated = OneTask(Gate.Resource, Gate.Parameters);

    /// <summary>Starts a machine whose children each wait for an activity that has their item as its input.</summary>
    private static async Task<(string Execution, string Activity)> Start(Server server, string items, string fields = "")
    {
        var activity = await server.CreateActivity();
        return (await server.Run(Map("STANDARD", OneTask(activity), fields), items), activity);
    }

    /// <param name="input">What the task must have; null for any.</param>
    private static async Task Succeed(Server server, string activity, string? input, string output = "0") =>
        await server.Succeed((await Take(server, activity, input)).TaskToken, output);

    private static async Task Fail(Server server, string activity, string? input) => await server.Service.SendTaskFailure(
        new() { TaskToken = (await Take(server, activity, input)).TaskToken!, Error = "E", Cause = "C" }, server.Context);

    private static async Task<GetActivityTaskOutput> Take(Server server, string activity, string? input)
    {
        var task = await server.Take(activity);
        if (input is not null)
            Assert.Equal(input, task.Input);
        return task;
    }

    private static async Task SucceedAll(Server server, string activity, int count)
    {
        for (var i = 0; i < count; i++)
            await Succeed(server, activity, input: null);
    }

    private static async Task<Gate.Call> Answer(Server server, TaskOutcome outcome)
    {
        var call = await server.Gate.NextCall();
        call.Outcome.SetResult(outcome);
        return call;
    }

    private static async Task<T> Items<T>(Server server, string execution, Func<MapRunItemCounts, T> select) =>
        select((await server.MapRunOf(execution)).ItemCounts);

    private static async Task<IReadOnlyList<ExecutionListItem>> UntilListed(Server server, string execution, int count)
    {
        IReadOnlyList<ExecutionListItem> children = [];
        var mapRun = await server.MapRunOf(execution);
        await server.Until($"{count} children", async () => (children = await server.Children(mapRun.MapRunArn)).Count == count);
        return children;
    }

    private static async Task<IReadOnlyList<ExecutionListItem>> List(Server server, string mapRunArn, string? status, string? redriveFilter = null) =>
        (await server.Service.ListExecutions(
            new() { MapRunArn = mapRunArn, StatusFilter = status, RedriveFilter = redriveFilter }, server.Context)).Executions;

    /// <summary>A machine of one distributed Map.</summary>
    /// <param name="fields">Further fields of the state, with a comma before each.</param>
    private static string Map(string type, string processor, string fields = "")
    {
        var label = fields.Contains("\"Label\"", StringComparison.Ordinal) ? "" : ",\"Label\":\"label\"";
        var config = $$"""{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"{{type}}"},""" + processor.Trim()[1..];
        return $$"""{"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{{config}},"End":true{{label}}{{fields}} } } }""";
    }
}
