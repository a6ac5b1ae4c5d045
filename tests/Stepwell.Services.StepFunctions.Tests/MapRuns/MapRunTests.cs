using System.Text;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;

namespace Stepwell.Services.StepFunctions.Tests.MapRuns;

/// <summary>Map states in Distributed mode, and the Map Runs that they start.</summary>
public sealed class MapRunTests
{
    private const string PassItem = """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""";
    private const string WaitItem = """{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}""";

    /// <summary>Items that are odd fail.</summary>
    private const string FailOdd = """
        {"StartAt":"C","States":{
          "C":{"Type":"Choice","Choices":[{"Variable":"$.odd","BooleanEquals":true,"Next":"F"}],"Default":"S"},
          "F":{"Type":"Fail","Error":"Odd"},"S":{"Type":"Succeed"}}}
        """;

    [Fact]
    public async Task Each_item_becomes_a_child_execution_and_the_outputs_keep_the_order_of_the_items()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(PassItem), "[3,1,2]");
        Assert.Equal("[3,1,2]", (await server.End(execution)).Output);
        Assert.Equal(
            [
                "ExecutionStarted", "MapStateEntered", "MapStateStarted", "MapRunStarted", "MapRunSucceeded", "MapStateSucceeded",
                "MapStateExited", "ExecutionSucceeded",
            ],
            await server.Types(execution));
        var mapRun = await server.MapRunOf(execution);
        Assert.Equal(("SUCCEEDED", 3L, 3L), (mapRun.Status, mapRun.ItemCounts.Succeeded, mapRun.ExecutionCounts.Total));
        var children = await server.Children(mapRun.MapRunArn);
        Assert.Equal(3, children.Count);
        Assert.All(children, child => Assert.Equal(("SUCCEEDED", 1), (child.Status, child.ItemCount)));
        Assert.Contains("/label:", children[0].ExecutionArn, StringComparison.Ordinal);
        Assert.Equal(mapRun.MapRunArn, (await server.Describe(children[0].ExecutionArn)).MapRunArn);
        var machine = await server.Service.DescribeStateMachineForExecution(new() { ExecutionArn = children[0].ExecutionArn }, server.Context);
        Assert.Equal((mapRun.MapRunArn, "label"), (machine.MapRunArn, machine.Label));
    }

    [Fact]
    public async Task No_items_make_an_empty_result()
    {
        await using var server = await Server.Start();
        Assert.Equal("[]", (await server.End(await server.Run(Map(PassItem), "[]"))).Output);
    }

    [Fact]
    public async Task An_item_selector_sees_item_index_and_state_input()
    {
        await using var server = await Server.Start();
        const string Selector = ""","ItemsPath":"$.items","ItemSelector":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value","all.$":"$.name"}""";
        var output = (await server.End(await server.Run(Map(PassItem, Selector), """{"items":["a"],"name":"n"}"""))).Output;
        Assert.Equal("""[{"i":0,"v":"a","all":"n"}]""", output);
    }

    [Fact]
    public async Task One_failed_item_fails_the_map_run_and_stops_the_rest()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(FailOdd, ",\"MaxConcurrency\":1"), """[{"odd":false},{"odd":true},{"odd":false}]""");
        var described = await server.End(execution);
        Assert.Equal(
            ("States.ExceedToleratedFailureThreshold", "The specified tolerated failure threshold was exceeded"),
            (described.Error, described.Cause));
        Assert.Equal(["MapRunFailed", "MapStateFailed", "ExecutionFailed"], (await server.Types(execution))[^3..]);
        var mapRun = await server.MapRunOf(execution);
        Assert.Equal(("FAILED", 1L, 1L, 1L), (mapRun.Status, mapRun.ItemCounts.Succeeded, mapRun.ItemCounts.Failed, mapRun.ItemCounts.Pending));
    }

    [Theory]
    [InlineData(",\"ToleratedFailureCount\":1", "SUCCEEDED")]
    [InlineData(",\"ToleratedFailureCount\":0", "FAILED")]
    [InlineData(",\"ToleratedFailurePercentage\":50", "SUCCEEDED")]
    [InlineData(",\"ToleratedFailurePercentage\":49", "FAILED")]
    [InlineData(",\"ToleratedFailureCount\":1,\"ToleratedFailurePercentage\":49", "FAILED")]
    public async Task Failures_are_tolerated_up_to_the_threshold(string fields, string status)
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(FailOdd, fields), """[{"odd":false},{"odd":true}]""");
        Assert.Equal(status, (await server.End(execution)).Status);
    }

    [Fact]
    public async Task A_batcher_gives_each_child_several_items_and_the_batch_input()
    {
        await using var server = await Server.Start();
        const string Batcher = ""","ItemBatcher":{"MaxItemsPerBatch":2,"BatchInput":{"from.$":"$.name"}},"ItemsPath":"$.items" """;
        var execution = await server.Run(Map(PassItem, Batcher), """{"items":[1,2,3],"name":"n"}""");
        Assert.Equal(
            """[{"BatchInput":{"from":"n"},"Items":[1,2]},{"BatchInput":{"from":"n"},"Items":[3]}]""", (await server.End(execution)).Output);
        var mapRun = await server.MapRunOf(execution);
        Assert.Equal((3L, 2L), (mapRun.ItemCounts.Total, mapRun.ExecutionCounts.Total));
    }

    [Fact]
    public async Task A_batch_of_no_items_is_refused()
    {
        await using var server = await Server.Start();
        var refused = await Assert.ThrowsAsync<InvalidDefinitionException>(
            () => server.CreateMachine(Map(PassItem, ",\"ItemBatcher\":{\"MaxItemsPerBatch\":0}")));
        Assert.Contains("Minimum value is 1 at /States/", refused.Message, StringComparison.Ordinal);
        const string Batcher = ""","ItemBatcher":{"MaxItemsPerBatchPath":"$.b"},"ItemsPath":"$.items" """;
        var end = await server.End(await server.Run(Map(PassItem, Batcher), """{"items":[1],"b":0}"""));
        Assert.EndsWith("The MaxItemsPerBatchPath field refers to value \"0\" which must not be less than 1: $.b", end.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_stays_below_its_limit_of_bytes()
    {
        await using var server = await Server.Start();
        var output = (await server.End(await server.Run(Map(PassItem, ",\"ItemBatcher\":{\"MaxInputBytesPerBatch\":10}"), "[111,222,333]"))).Output;
        Assert.Equal("""[{"Items":[111,222]},{"Items":[333]}]""", output);
    }

    [Fact]
    public async Task MaxConcurrency_limits_the_children_that_run_and_can_be_changed_while_they_do()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(WaitItem, ",\"MaxConcurrency\":2"), "[1,2,3,4,5]");
        await server.UntilRunning(execution, 2);
        var mapRun = await server.MapRunOf(execution);
        await server.Service.UpdateMapRun(new() { MapRunArn = mapRun.MapRunArn, MaxConcurrency = 4 }, server.Context);
        await server.UntilRunning(execution, 4);
        Assert.Equal(4, (await server.MapRunOf(execution)).MaxConcurrency);
        while ((await server.Describe(execution)).Status == "RUNNING")
        {
            server.Clock.Advance(TimeSpan.FromSeconds(60));
            await server.Until("progress", async () => (await server.MapRunOf(execution)).ExecutionCounts.Running is 4 or 1 or 0);
        }
        Assert.Equal("[1,2,3,4,5]", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task Stopping_the_execution_stops_the_children()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(WaitItem), "[1,2,3]");
        await server.UntilRunning(execution, 3);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        var mapRun = await server.MapRunOf(execution);
        Assert.Equal(3, mapRun.ItemCounts.Aborted);
        Assert.All(await server.Children(mapRun.MapRunArn), child => Assert.Equal("ABORTED", child.Status));
    }

    [Fact]
    public async Task A_map_run_goes_on_after_a_restart()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Map(WaitItem, ",\"MaxConcurrency\":2"), "[1,2,3]");
        await server.UntilRunning(execution, 2);
        await server.Restart(TimeSpan.FromSeconds(60));
        await server.UntilRunning(execution, 1);
        await server.Restart(TimeSpan.FromSeconds(60));
        Assert.Equal("[1,2,3]", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task An_item_reader_gives_a_million_items_in_batches()
    {
        await using var server = await Server.Start();
        const string Fields = ","
            + "\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"Parameters\":{\"Key.$\":\"$.count\"}},"
            + "\"ItemBatcher\":{\"MaxItemsPerBatch\":10000}";
        const string Last = """{"StartAt":"P","States":{"P":{"Type":"Pass","Parameters":{"n.$":"States.ArrayLength($.Items)"},"End":true}}}""";
        var execution = await server.Run(Map(Last, Fields), """{"count":"1000000"}""");
        var output = JsonValue.Parse((await server.End(execution)).Output!);
        Assert.Equal((100, 10_000.0), (output.Count, output[99]["n"].GetDouble()));
        Assert.Equal(1_000_000, (await server.MapRunOf(execution)).ItemCounts.Total);
    }

    [Fact]
    public async Task An_item_reader_that_cannot_read_fails_the_map_run()
    {
        await using var server = await Server.Start();
        const string Reader = ",\"ItemReader\":{\"Resource\":\"arn:aws:states:::s3:getObject\",\"Parameters\":{\"Key\":\"none\"}}";
        var described = await server.End(await server.Run(Map(PassItem, Reader), "{}"));
        Assert.Equal(("States.ItemReaderFailed", "No such key."), (described.Error, described.Cause));
    }

    [Fact]
    public async Task Results_too_large_for_an_output_fail_the_state()
    {
        await using var server = await Server.Start();
        var item = "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"Result\":\"" + new string('x', 10_000) + "\",\"End\":true}}}";
        var items = new StringBuilder("[0");
        for (var i = 0; i < 30; i++)
            items.Append(",0");
        var described = await server.End(await server.Run(Map(item), items.Append(']').ToString()));
        Assert.Equal("States.DataLimitExceeded", described.Error);
    }

    [Fact]
    public async Task A_map_run_within_a_map_run_works()
    {
        await using var server = await Server.Start();
        var inner = Map(PassItem, ",\"Label\":\"inner\"").Replace("\"M\"", "\"N\"", StringComparison.Ordinal);
        var execution = await server.Run(Map(inner[..^1] + ",\"Comment\":\"\"}"), "[[1,2],[3]]");
        Assert.Equal("[[1,2],[3]]", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task Express_children_run_in_memory_and_again_after_a_restart()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Express(Map(WaitItem)), "[1,2]");
        await server.Until("the start", async () => (await server.MapRunOf(execution)).ExecutionCounts.Running == 2);
        await server.Restart();
        await server.Until("the end", async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(60));
            return (await server.Describe(execution)).Status != "RUNNING";
        });
        Assert.Equal("[1,2]", (await server.End(execution)).Output);
    }

    [Fact]
    public async Task Stopping_the_execution_stops_Express_children_too()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Express(Map(WaitItem)), "[1,2]");
        await server.Until("the start", async () => (await server.MapRunOf(execution)).ExecutionCounts.Running == 2);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await server.Until("the end of the Map Run", async () => (await server.MapRunOf(execution)).Status == "ABORTED");
        Assert.Equal(2, (await server.MapRunOf(execution)).ItemCounts.Aborted);
    }

    [Fact]
    public async Task Unknown_map_runs_and_empty_updates_are_refused()
    {
        await using var server = await Server.Start();
        const string Arn = "arn:aws:states:us-east-1:000000000000:mapRun:m/l:u";
        await Calls.Refuses<ResourceNotFoundException>(
            $"Map Run Does Not Exist: '{Arn}'", async () => await server.Service.DescribeMapRun(new() { MapRunArn = Arn }, server.Context));
        await Calls.Refuses<ResourceNotFoundException>(
            $"Map Run Does Not Exist: '{Arn}'",
            async () => await server.Service.UpdateMapRun(new() { MapRunArn = Arn, MaxConcurrency = 1 }, server.Context));
        await Assert.ThrowsAsync<ValidationException>(async () => await server.Service.UpdateMapRun(new() { MapRunArn = Arn }, server.Context));
        await Assert.ThrowsAsync<InvalidArnException>(async () => await server.Service.DescribeMapRun(new() { MapRunArn = "x" }, server.Context));
    }

    private static string Express(string map) =>
        map.Replace("\"ExecutionType\":\"STANDARD\"", "\"ExecutionType\":\"EXPRESS\"", StringComparison.Ordinal);

    /// <summary>A machine of one distributed Map.</summary>
    /// <param name="fields">Further fields of the state, with a comma before each.</param>
    private static string Map(string processor, string fields = "")
    {
        var label = fields.Contains("\"Label\"", StringComparison.Ordinal) ? "" : ",\"Label\":\"label\"";
        var config = """{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},""" + processor.Trim()[1..];
        return $$"""{"StartAt":"M","States":{"M":{"Type":"Map","ItemProcessor":{{config}},"End":true{{label}}{{fields}} } } }""";
    }
}
