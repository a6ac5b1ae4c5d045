using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Testing;

/// <summary>One state, run alone.</summary>
public sealed class TestStateTests
{
    [Fact]
    public async Task A_pass_state_shows_what_becomes_of_its_data()
    {
        await using var server = await Server.Start();
        const string Definition = """
            {"Type":"Pass","InputPath":"$.a","Parameters":{"b.$":"$.x"},"ResultPath":"$.r","OutputPath":"$.r","Next":"N"}
            """;
        var answer = await server.Test(Definition, """{"a":{"x":1}}""");
        Assert.Equal(("SUCCEEDED", """{"b":1}""", "N"), (answer.Status, answer.Output, answer.NextState));
        var data = answer.InspectionData!;
        Assert.Equal(
            ("""{"a":{"x":1}}""", """{"x":1}""", """{"b":1}""", """{"b":1}""", """{"a":{"x":1},"r":{"b":1}}""", null),
            (data.Input, data.AfterInputPath, data.AfterParameters, data.AfterResultSelector, data.AfterResultPath, data.Result));
    }

    [Fact]
    public async Task Without_a_level_nothing_is_shown_but_the_outcome()
    {
        await using var server = await Server.Start();
        var answer = await server.Test("""{"Type":"Succeed"}""", """{"a":1}""", level: null);
        Assert.Equal(("SUCCEEDED", """{"a":1}""", null, null), (answer.Status, answer.Output, answer.NextState, answer.InspectionData));
    }

    [Fact]
    public async Task A_fail_state_fails_with_its_error()
    {
        await using var server = await Server.Start();
        var answer = await server.Test("""{"Type":"Fail","Error":"E","CausePath":"$.c"}""", """{"c":"because"}""");
        Assert.Equal(("FAILED", "E", "because", null), (answer.Status, answer.Error, answer.Cause, answer.Output));
    }

    [Fact]
    public async Task A_choice_names_the_state_it_goes_to()
    {
        await using var server = await Server.Start();
        const string Definition = """{"Type":"Choice","Choices":[{"Variable":"$.n","NumericLessThan":3,"Next":"Few"}],"Default":"Many"}""";
        Assert.Equal("Few", (await server.Test(Definition, """{"n":1}""")).NextState);
        Assert.Equal("Many", (await server.Test(Definition, """{"n":3}""")).NextState);
    }

    [Fact]
    public async Task A_wait_ends_when_its_time_has_come()
    {
        await using var server = await Server.Start();
        var test = server.Test("""{"Type":"Wait","Seconds":60,"Next":"N"}""", """{"a":1}""");
        server.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.False(test.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        var answer = await test.Soon();
        Assert.Equal(("SUCCEEDED", "N"), (answer.Status, answer.NextState));
    }

    [Fact]
    public async Task Five_minutes_are_the_longest_that_a_state_may_take()
    {
        await using var server = await Server.Start();
        var test = server.Test("""{"Type":"Wait","Seconds":301,"End":true}""");
        server.Clock.Advance(TimeSpan.FromMinutes(5));
        var answer = await test.Soon();
        Assert.Equal(("FAILED", "States.Timeout"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task A_task_without_a_mock_is_carried_out()
    {
        await using var server = await Server.Start();
        var test = server.Test($$"""{"Type":"Task","Resource":"{{Gate.Resource}}","Parameters":{"MaxResults.$":"$.n"},"End":true}""", """{"n":3}""");
        var call = await server.Gate.NextCall();
        Assert.Equal("""{"MaxResults":3}""", call.Request.Parameters.ToString());
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Parse("[1]")));
        var answer = await test.Soon();
        Assert.Equal(("[1]", "[1]"), (answer.Output, answer.InspectionData!.Result));
    }

    [Theory]
    [InlineData("TRACE", false, false)]
    [InlineData("TRACE", true, true)]
    [InlineData("DEBUG", true, null)]
    [InlineData("INFO", true, null)]
    public async Task Only_who_traces_looks_on_and_sees_secrets_when_asking_for_them(string level, bool revealSecrets, bool? showsSecrets)
    {
        await using var server = await Server.Start();
        var definition = $$"""{"Type":"Task","Resource":"{{Gate.Resource}}","Parameters":{},"End":true}""";
        var test = server.Test(definition, level: level, revealSecrets: revealSecrets);
        var call = await server.Gate.NextCall();
        Assert.Equal(showsSecrets, call.Request.Exchange?.ShowsSecrets);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.EmptyObject));
        await test.Soon();
    }

    [Fact]
    public async Task A_task_that_takes_too_long_is_ended_and_caught()
    {
        await using var server = await Server.Start();
        var test = server.Test($$"""
            {"Type":"Task","Resource":"{{Gate.Resource}}","Parameters":{},"TimeoutSeconds":5,"Next":"N",
             "Catch":[{"ErrorEquals":["Other"],"Next":"O"},{"ErrorEquals":["States.Timeout"],"Next":"T"}]}
            """);
        var call = await server.Gate.NextCall();
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var answer = await test.Soon();
        Assert.True(call.Aborted.IsCancellationRequested);
        Assert.Equal(("CAUGHT_ERROR", "T", "States.Timeout"), (answer.Status, answer.NextState, answer.Error));
        Assert.Equal(1, answer.InspectionData!.ErrorDetails!.CatchIndex);
    }

    [Fact]
    public async Task Variables_go_in_and_come_out_with_what_the_state_assigns()
    {
        await using var server = await Server.Start();
        var answer = await server.Test("""{"Type":"Pass","Parameters":{"a.$":"$v"},"Assign":{"w":2},"End":true}""", variables: """{"v":1}""");
        Assert.Equal(("""{"a":1}""", """{"v":1,"w":2}"""), (answer.Output, answer.InspectionData!.Variables));
    }

    [Fact]
    public async Task A_state_within_a_map_can_be_named()
    {
        await using var server = await Server.Start();
        const string Machine = """
            {"StartAt":"M","States":{"M":{"Type":"Map","End":true,
             "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Result":1,"Next":"J"},"J":{"Type":"Pass","End":true}}}}}}
            """;
        var answer = await server.Test(Machine, stateName: "I");
        Assert.Equal(("1", "J", "1"), (answer.Output, answer.NextState, answer.InspectionData!.Result));
        await Refuses<ValidationException>("State not found in definition", () => server.Test(Machine, stateName: "K"));
    }

    [Fact]
    public async Task A_definition_that_is_wrong_is_refused()
    {
        await using var server = await Server.Start();
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => server.Test("""{"Type":"Pass"}"""));
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => server.Test("{"));
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => server.Test("""{"Type":"Pass","End":true}""", stateName: "S"));
    }
}
