using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Machines;

public sealed class ValidationTests
{
    private const string WithWarning = """{"StartAt":"P","States":{"P":{"Type":"Pass","Result":"$.payload","End":true}}}""";

    [Fact]
    public async Task A_sound_definition_is_OK_without_diagnostics()
    {
        var answer = await Validate(new() { Definition = Pass });
        Assert.Equal(("OK", 0, false), (answer.Result, answer.Diagnostics.Count, answer.Truncated));
    }

    [Fact]
    public async Task A_wrong_definition_fails_with_what_and_where()
    {
        var answer = await Validate(new() { Definition = """{"States":{"S":{"Type":"Pass","End":true}}}""" });
        Assert.Equal("FAIL", answer.Result);
        var only = Assert.Single(answer.Diagnostics);
        Assert.Equal(
            ("ERROR", "SCHEMA_VALIDATION_FAILED", "These fields are required: [StartAt]", "/"),
            (only.Severity, only.Code, only.Message, only.Location));
    }

    [Fact]
    public async Task What_concerns_the_whole_has_no_location() =>
        Assert.Null(Assert.Single((await Validate(new() { Definition = "7" })).Diagnostics).Location);

    [Fact]
    public async Task Warnings_are_shown_to_those_who_ask_and_fail_nothing()
    {
        var quiet = await Validate(new() { Definition = WithWarning });
        var all = await Validate(new() { Definition = WithWarning, Severity = "WARNING" });
        Assert.Equal(("OK", "OK"), (quiet.Result, all.Result));
        Assert.Empty(quiet.Diagnostics);
        var warning = Assert.Single(all.Diagnostics);
        Assert.Equal(("WARNING", "PASS_RESULT_IS_STATIC", "/States/P/Result"), (warning.Severity, warning.Code, warning.Location));
    }

    [Theory]
    [InlineData(null, 100, true)]
    [InlineData(0, 100, true)]
    [InlineData(1, 1, true)]
    [InlineData(100, 100, true)]
    public async Task Diagnostics_beyond_the_limit_are_cut_off(int? maxResults, int shown, bool truncated)
    {
        var answer = await Validate(new() { Definition = WithErrors(101), MaxResults = maxResults });
        Assert.Equal((shown, truncated), (answer.Diagnostics.Count, answer.Truncated));
    }

    [Fact]
    public async Task As_many_diagnostics_as_the_limit_are_all_of_them()
    {
        var answer = await Validate(new() { Definition = WithErrors(2), MaxResults = 2 });
        Assert.Equal((2, false), (answer.Diagnostics.Count, answer.Truncated));
    }

    [Fact]
    public async Task The_type_decides_what_is_allowed()
    {
        var definition = OneTask("arn:aws:states:us-east-1:000000000000:activity:a");
        Assert.Equal("OK", (await Validate(new() { Definition = definition })).Result);
        Assert.Equal("FAIL", (await Validate(new() { Definition = definition, Type = "EXPRESS" })).Result);
    }

    private static async Task<ValidateStateMachineDefinitionOutput> Validate(ValidateStateMachineDefinitionInput input)
    {
        await using var server = await Server.Start();
        return await server.Service.ValidateStateMachineDefinition(input, server.Context);
    }

    private static string WithErrors(int count) =>
        $$"""{"StartAt":"S","States":{"S":{"Type":"Succeed"{{string.Concat(Enumerable.Range(0, count).Select(i => $",\"x{i}\":1"))}}} } }""";
}
