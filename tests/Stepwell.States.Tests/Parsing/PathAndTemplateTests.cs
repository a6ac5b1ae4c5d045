using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class PathAndTemplateTests
{
    [Fact]
    public void Pass_without_paths_passes_everything_on()
    {
        var pass = State<PassState>("""{"Type":"Pass","Result":{"a":[1.50,null]},"End":true}""");
        Assert.Equal(JsonPathFlow.Default, pass.Flow);
        Assert.Equal("""{"a":[1.50,null]}""", pass.Result.ToString());
        Assert.True(State<PassState>("""{"Type":"Pass","End":true}""").Result.IsMissing);
        Assert.True(State<PassState>("""{"Type":"Pass","Result":null,"End":true}""").Result.IsNull);
    }

    [Theory]
    [InlineData("$", null)]
    [InlineData("$.a['b c'][0]", "$.a['b c'][0]")]
    public void ResultPath_is_a_place_in_the_input(string path, string? expected)
    {
        var flow = Assert.IsType<JsonPathFlow>(State<PassState>($$"""{"Type":"Pass","ResultPath":"{{path}}","End":true}""").Flow);
        Assert.Equal(expected, (flow.ResultPath as ResultPath.Into)?.Path.Text);
    }

    [Theory]
    [InlineData("InputPath", "\"bug$.a\"", "Value must be a valid JSONPath.")]
    [InlineData("InputPath", "\"States.Array(1)\"", "Value must be a valid JSONPath.")]
    [InlineData("InputPath", "7", "Expected value of type String")]
    [InlineData("OutputPath", "\"$.\"", "Value must be a valid JSONPath.")]
    [InlineData("ResultPath", "\".guid\"", "Value is not a Reference Path: Reference path didn't start with '$'")]
    [InlineData("ResultPath", "\"$...\"", "Value is not a Reference Path")]
    [InlineData("ResultPath", "\"$.a[*]\"", "Value is not a Reference Path")]
    [InlineData("ResultPath", "\"$$.a\"", "Value is not a Reference Path")]
    [InlineData("ResultPath", "\"$variable\"", "Value is not a Reference Path")]
    [InlineData("ResultPath", "{}", "Expected value of type String")]
    public void Wrong_path_is_refused(string field, string value, string message) =>
        Assert.Equal(Schema(message, $"/States/S/{field}"), ErrorsOfState($$"""{"Type":"Pass","{{field}}":{{value}},"End":true}"""));

    [Theory]
    [InlineData("""{"lorem.$":"ipsum"}""", "lorem.$", "")]
    [InlineData("""{"a":{"b":[{"n.$":7}]}}""", "n.$", "/a/b[0]")]
    [InlineData("""[{"f.$":"States.Nope()"}]""", "f.$", "[0]")]
    [InlineData("""{"f.$":"States.MathAdd(1,'-1')"}""", "f.$", "")]
    public void Dynamic_field_holds_a_path_or_an_intrinsic_function(string template, string field, string below) => Assert.Equal(
        Schema(
            $"The value for the field '{field}' must be a valid JSONPath or a valid intrinsic function call",
            $"/States/S/Parameters{below}"),
        ErrorsOfState($$"""{"Type":"Pass","Parameters":{{template}},"End":true}"""));

    [Fact]
    public void Field_is_not_both_dynamic_and_static() => Assert.Equal(
        Schema("The fields 'a' and 'a.$' name the same field of the result", "/States/S/Parameters/x"),
        ErrorsOfState("""{"Type":"Pass","Parameters":{"x":{"a":1,"a.$":"$.a"}},"End":true}"""));

    [Theory]
    [InlineData("""{"Type":"Pass","Parameters":{"a":"$.forgotten"},"End":true}""", "NO_DOLLAR", "/States/S/Parameters")]
    [InlineData("""{"Type":"Pass","Parameters":{"a":"States.UUID()"},"End":true}""", "NO_DOLLAR", "/States/S/Parameters")]
    [InlineData("""{"Type":"Pass","Result":{"a":["$.static"]},"End":true}""", "PASS_RESULT_IS_STATIC", "/States/S/Result")]
    [InlineData("""{"Type":"Fail","Error":"E","Cause":"$.cause"}""", "NO_PATH", "/States/S/Cause")]
    [InlineData(
        """{"Type":"Choice","Default":"S","Choices":[{"Variable":"$.a","StringEquals":"$.b","Next":"E"}]},"E":{"Type":"Succeed"}""",
        "NO_PATH",
        "/States/S/Choices[0]/StringEquals")]
    public void What_looks_like_a_forgotten_path_is_a_warning(string state, string code, string location)
    {
        var parsed = DefinitionParser.Parse(Machine(state), StateMachineType.Standard);
        Assert.NotNull(parsed.Machine);
        var warning = Assert.Single(parsed.Findings);
        Assert.Equal((FindingSeverity.Warning, code, location), (warning.Severity, warning.Code, warning.Location));
    }
}
