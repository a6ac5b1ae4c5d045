using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Paths;

public class MissingPathTests
{
    [Theory]
    [InlineData("$.x", """{"a":1}""", "No results for path: $['x']")]
    [InlineData("$.no.such.result.path", "{}", "Missing property in path $['no']")]
    [InlineData("$.a.x", """{"a":{}}""", "No results for path: $['a']['x']")]
    [InlineData("$.a.x.y", """{"a":{}}""", "Missing property in path $['a']['x']")]
    [InlineData("$.list.length()", """{"list":[1]}""", "Property ['length()'] not found in path $['list']")]
    [InlineData("$.a[5]", """{"a":[1]}""", "No results for path: $['a'][5]")]
    [InlineData("$.a[5].x", """{"a":[1]}""", "No results for path: $['a'][5]['x']")]
    [InlineData("$.a[0]", """{"a":{"b":1}}""", "Filter: [0] can only be applied to arrays. Current context is: {b=1}")]
    [InlineData("$.a['x','y']", """{"a":1}""", "Property ['x', 'y'] not found in path $['a']")]
    public void Reason_is_worded_as_Step_Functions_words_it(string path, string document, string reason) =>
        Assert.Equal(reason, JsonPath.Parse(path).ExplainMissing(Scope(document)));

    [Fact]
    public void Field_that_holds_a_path_fails_with_an_invalid_path()
    {
        var failure = ExpressionFailure.InvalidPath(JsonPath.Parse("$.NoSuchOutputPath"), Scope("""{"a":1}"""));

        Assert.Equal("States.Runtime", failure.Error);
        Assert.Equal("Invalid path '$.NoSuchOutputPath' : No results for path: $['NoSuchOutputPath']", failure.Cause);
    }

    [Fact]
    public void Field_of_a_template_fails_with_its_name_and_the_input()
    {
        var failure = ExpressionFailure.PathNotFound(JsonPath.Parse("$.ErrorX"), "ErrorPath", Scope("""{ "Error" : "é" }"""));

        Assert.Equal("States.Runtime", failure.Error);
        Assert.Equal(
            """The JSONPath '$.ErrorX' specified for the field 'ErrorPath' could not be found in the input '{"Error":"é"}'""",
            failure.Cause);
    }
}
