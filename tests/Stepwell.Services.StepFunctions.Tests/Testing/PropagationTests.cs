using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Testing;

/// <summary>States within Map and Parallel states, and the failures that go from the inner to the outer.</summary>
public sealed class PropagationTests
{
    private const string Inline = "\"ProcessorConfig\":{\"Mode\":\"INLINE\"},";
    private const string Distributed = "\"ProcessorConfig\":{\"Mode\":\"DISTRIBUTED\",\"ExecutionType\":\"STANDARD\"},";
    private const string CatchAll = ",\"Catch\":[{\"ErrorEquals\":[\"X\"],\"Next\":\"N\"},{\"ErrorEquals\":[\"States.ALL\"],\"ResultPath\":\"$.e\",\"Next\":\"C\"}]";

    private static readonly MockErrorOutput Error = new() { Error = "E", Cause = "c" };

    [Fact]
    public async Task A_failure_within_a_map_goes_to_the_catcher_of_the_map()
    {
        await using var server = await Server.Start();
        var answer = await server.Test(Map(Inline, CatchAll), """{"a":1}""", error: Error, stateName: "T");
        Assert.Equal(("CAUGHT_ERROR", "C", "E", "c"), (answer.Status, answer.NextState, answer.Error, answer.Cause));
        Assert.Equal("""{"a":1,"e":{"Error":"E","Cause":"c"}}""", answer.Output);
        Assert.Equal(1, answer.InspectionData!.ErrorDetails!.CatchIndex);
    }

    [Fact]
    public async Task A_failure_within_a_parallel_state_goes_to_its_retrier()
    {
        await using var server = await Server.Start();
        var retried = await server.Test(Parallel, error: Error, stateName: "T", configuration: new() { RetrierRetryCount = 1 });
        Assert.Equal(("RETRIABLE", 0, 4), (
            retried.Status,
            retried.InspectionData!.ErrorDetails!.RetryIndex,
            retried.InspectionData.ErrorDetails.RetryBackoffIntervalSeconds));
        var exhausted = await server.Test(Parallel, error: Error, stateName: "T", configuration: new() { RetrierRetryCount = 2 });
        Assert.Equal(("FAILED", "E"), (exhausted.Status, exhausted.Error));
    }

    [Fact]
    public async Task A_fail_state_fails_what_is_around_it_step_by_step()
    {
        await using var server = await Server.Start();
        var inner = """{"Type":"Parallel","End":true,"Branches":[{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}]}""";
        var machine = $$"""
            {"StartAt":"M","States":{"M":{"Type":"Map","Next":"C"{{CatchAll}},"ItemProcessor":{"StartAt":"P","States":{"P":{{inner}} } } },
             "C":{"Type":"Succeed"},"N":{"Type":"Succeed"} } }
            """;
        var answer = await server.Test(machine, stateName: "F");
        Assert.Equal(("CAUGHT_ERROR", "C", "E"), (answer.Status, answer.NextState, answer.Error));
    }

    [Fact]
    public async Task What_nobody_around_handles_stays_as_it_is()
    {
        await using var server = await Server.Start();
        var answer = await server.Test(Map(Distributed, ",\"Catch\":[{\"ErrorEquals\":[\"X\"],\"Next\":\"C\"}]"), error: Error, stateName: "T");
        Assert.Equal(("FAILED", "E", "c", null), (answer.Status, answer.Error, answer.Cause, answer.NextState));
    }

    [Theory]
    [InlineData(1, "FAILED", "E")]
    [InlineData(2, "CAUGHT_ERROR", "States.ExceedToleratedFailureThreshold")]
    public async Task A_distributed_map_fails_when_it_has_tolerated_enough(int failed, string status, string error)
    {
        await using var server = await Server.Start();
        var answer = await server.Test(
            Map(Distributed, CatchAll + ",\"ToleratedFailureCount\":2"),
            error: Error, stateName: "T", configuration: new() { MapIterationFailureCount = failed });
        Assert.Equal((status, error), (answer.Status, answer.Error));
    }

    [Theory]
    [InlineData("T", "CAUGHT_ERROR")]
    [InlineData("W", "FAILED")]
    [InlineData(null, "CAUGHT_ERROR")]
    public async Task TaskFailed_stands_for_errors_of_tasks_only(string? cause, string status)
    {
        await using var server = await Server.Start();
        var machine = Map(Inline, ",\"Catch\":[{\"ErrorEquals\":[\"States.TaskFailed\"],\"Next\":\"C\"}]");
        var answer = await server.Test(
            machine, "[]", error: Error, stateName: "M", configuration: cause is null ? null : new() { ErrorCausedByState = cause });
        Assert.Equal(status, answer.Status);
        var named = await server.Test(
            machine, "[]", error: new() { Error = "States.TaskFailed" }, stateName: "M", configuration: new() { ErrorCausedByState = "W" });
        Assert.Equal("CAUGHT_ERROR", named.Status);
    }

    [Fact]
    public async Task A_state_within_a_map_sees_its_input_as_the_first_item()
    {
        await using var server = await Server.Start();
        const string Machine = """
            {"StartAt":"M","States":{"M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"P","States":{
             "P":{"Type":"Pass","End":true,"Parameters":{"i.$":"$$.Map.Item.Index","v.$":"$$.Map.Item.Value"}}}}}}}
            """;
        Assert.Equal("""{"i":0,"v":[7]}""", (await server.Test(Machine, "[7]", stateName: "P")).Output);
        Assert.Equal("FAILED", (await server.Test("""{"Type":"Pass","End":true,"InputPath":"$$.Map.Item.Index"}""", "[7]")).Status);
    }

    [Fact]
    public async Task The_context_object_shows_how_often_the_state_was_retried()
    {
        await using var server = await Server.Start();
        var answer = await server.Test(
            Lambda + ",\"ResultSelector\":{\"n.$\":\"$$.State.RetryCount\"},\"End\":true}", result: "{}", configuration: new() { RetrierRetryCount = 3 });
        Assert.Equal("""{"n":3}""", answer.Output);
    }

    [Fact]
    public async Task No_more_iterations_can_fail_than_there_are_items()
    {
        await using var server = await Server.Start();
        await Refuses<ValidationException>(
            "MapIterationFailureCount cannot exceed the number of items.",
            () => server.Test(Map(Inline, ""), "[1,2]", result: "[1,2]", stateName: "M", configuration: new() { MapIterationFailureCount = 3 }));
    }

    private const string Lambda = TestCalls.Lambda;

    private const string Parallel = $$"""
        {"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,
         "Retry":[{"ErrorEquals":["E"],"IntervalSeconds":2,"MaxAttempts":2}],
         "Branches":[{"StartAt":"T","States":{"T":{{Lambda}},"End":true} } }] } } }
        """;

    /// <summary>A Map <c>M</c> around a Wait <c>W</c> and a Task <c>T</c>.</summary>
    private static string Map(string config, string fields) => $$"""
        {"StartAt":"M","States":{"M":{"Type":"Map","Next":"C"{{fields}},"ItemProcessor":{ {{config}}
          "StartAt":"W","States":{"W":{"Type":"Wait","Seconds":1,"Next":"T"},"T":{{Lambda}},"End":true} } } },
         "C":{"Type":"Pass","Next":"N"},"N":{"Type":"Succeed"} } }
        """;
}
