using Stepwell.Json;

namespace Stepwell.Expressions.Tests;

public class ReferencePathTests
{
    [Theory]
    [InlineData("$", """{"a":1}""", "9")]
    [InlineData("$.b", """{"a":1}""", """{"a":1,"b":9}""")]
    [InlineData("$.a", """{"a":1,"b":2}""", """{"a":9,"b":2}""")]
    [InlineData("$['a b'].c", "{}", """{"a b":{"c":9}}""")]
    [InlineData("$.audit.review.final", """{"audit":{"started":true}}""", """{"audit":{"started":true,"review":{"final":9}}}""")]
    [InlineData("$.list[1]", """{"list":[1,2,3]}""", """{"list":[1,9,3]}""")]
    [InlineData("$.list[0].x", """{"list":[{"y":1}]}""", """{"list":[{"y":1,"x":9}]}""")]
    [InlineData("$[0]", "[1]", "[9]")]
    public void Value_is_put_in_place_and_missing_objects_are_created(string path, string input, string expected) =>
        Assert.Equal(expected, Set(path, input).Value.ToString());

    [Theory]
    [InlineData("$.a.b", """{"a":5}""", "b")]
    [InlineData("$.a.b", """{"a":null}""", "b")]
    [InlineData("$.a.b", """{"a":[{}]}""", "b")]
    [InlineData("$.a", "\"scalar\"", "a")]
    [InlineData("$.a", "[1]", "a")]
    [InlineData("$.a", "", "a")]
    [InlineData("$.list[3]", """{"list":[1,2,3]}""", "[3]")]
    [InlineData("$.list[0].x", """{"list":[1]}""", "x")]
    [InlineData("$.none[0]", "{}", "[0]")]
    [InlineData("$.a[0]", """{"a":{"0":1}}""", "[0]")]
    public void Anything_else_in_the_way_is_a_failure_that_names_the_step(string path, string input, string step)
    {
        var evaluation = Set(path, input);

        Assert.Equal("States.ResultPathMatchFailure", evaluation.Failure?.Error);
        Assert.Equal($"Unable to apply step \"{step}\" to input {input}", evaluation.Failure?.Cause);
    }

    [Theory]
    [InlineData("$$.a")]
    [InlineData("$variable.a")]
    [InlineData("$.a[-1]")]
    [InlineData("$.a[*]")]
    [InlineData("$..a")]
    [InlineData("$['a','b']")]
    [InlineData(".guid")]
    [InlineData("$...")]
    public void Path_that_names_no_single_place_is_refused(string text)
    {
        Assert.False(ReferencePath.TryParse(text, out var path, out var error));
        Assert.Null(path);
        Assert.NotEmpty(error.Message);
    }

    [Fact]
    public void Input_stays_as_it_was()
    {
        var input = JsonValue.Parse("""{ "a" : { "b" : 1 } }""");
        Parse("$.a.b").Set(input, JsonValue.Null);

        Assert.Equal("""{ "a" : { "b" : 1 } }""", input.ToString());
    }

    [Fact]
    public void Value_put_deeper_than_JSON_may_nest_is_a_failure()
    {
        var path = Parse("$" + string.Concat(Enumerable.Repeat(".a", 500)));
        var value = JsonValue.Number(1);
        for (var i = 0; i < 3; i++) value = path.Set(JsonValue.EmptyObject, value).Value;

        Assert.True(path.Set(JsonValue.EmptyObject, JsonValue.Array(value)).Failed);
    }

    private static Evaluation Set(string path, string input) =>
        Parse(path).Set(input.Length == 0 ? default : JsonValue.Parse(input), JsonValue.Number(9));

    private static ReferencePath Parse(string text)
    {
        Assert.True(ReferencePath.TryParse(text, out var path, out var error), error.ToString());
        return path;
    }
}
