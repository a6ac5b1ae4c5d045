using Stepwell.Json;
using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Intrinsics;

public class IntrinsicSyntaxTests
{
    [Theory]
    [InlineData("States.")]
    [InlineData("States.NoSuchFunction()")]
    [InlineData("States.format('{}', $.a)")]
    [InlineData("States.UUID")]
    [InlineData("States.UUID(")]
    [InlineData("States.UUID()x")]
    [InlineData("States.UUID() ")]
    [InlineData("States.StringSplit('a b', ' ')[0]")]
    [InlineData("States.Array(1,)")]
    [InlineData("States.Array(,1)")]
    [InlineData("States.Array(1 2)")]
    [InlineData("States.Array(foo)")]
    [InlineData("States.Array(tru)")]
    [InlineData("States.Array(\"text\")")]
    [InlineData("States.Array('text)")]
    [InlineData("States.Array($.a b)")]
    [InlineData("States.Array($.)")]
    [InlineData("States.Array(01)")]
    [InlineData("States.Base64Decode('YWJj\\nZA==')")]
    [InlineData("States.StringToJson('{\"text\":\"An \\\"escaped double quote\\\" here\"}')")]
    public void Text_that_is_no_call_is_refused(string text)
    {
        Assert.False(Expression.TryParse(text, out var expression, out var error));
        Assert.Null(expression);
        Assert.NotEmpty(error.Message);
    }

    [Theory]
    [InlineData("States.MathAdd(1,'-1')")]
    [InlineData("States.ArrayLength('abc')")]
    [InlineData("States.StringToJson(1)")]
    [InlineData("States.JsonMerge($.a, 'b', false)")]
    [InlineData("States.MathRandom(1, 10, null)")]
    public void Literal_that_a_function_never_takes_is_refused(string text)
    {
        Assert.False(Expression.TryParse(text, out _, out var error));
        Assert.Contains(" does not take ", error.Message);
    }

    [Fact]
    public void Functions_may_be_nested_ten_deep()
    {
        Assert.True(Expression.TryParse(Nested(10), out _, out _));
        Assert.False(Expression.TryParse(Nested(11), out _, out var error));
        Assert.Contains("nested 10 deep", error.Message);
    }

    [Fact]
    public void Nine_nested_functions_of_the_documentation_work() => Assert.Equal(
        "\"a.image\"",
        Value(
            "States.Format('{}.{}', "
                + "States.ArrayGetItem(States.StringSplit(States.ArrayGetItem(States.StringSplit($.Arn, '/'), 0), '.'), 1), "
                + "States.ArrayGetItem(States.StringSplit(States.ArrayGetItem(States.StringSplit($.Arn, '/'), 1), '.'), 0))",
            """{"Arn":"arn.a/image.x"}"""));

    [Fact]
    public void Arguments_may_be_paths_with_filters_slices_and_odd_names() => Assert.Equal(
        """[[{"k":", )"}],[2],7,"v"]""",
        Value(
            "States.Array($.list[?(@.k == ', )')], $.n[1:2], $['a, b)'], $.m['x'].y)",
            """{"list":[{"k":", )"},{"k":1}],"n":[1,2,3],"a, b)":7,"m":{"x":{"y":"v"}}}"""));

    [Theory]
    [InlineData("States.Format('{}', $.nope)", "$.nope")]
    [InlineData("States.Format('{}',$.nope)", "$.nope")]
    [InlineData("States.Format('{} {}', $.other, $.a.b)", "$.a.b")]
    [InlineData("States.Format($.nope, 1)", "$.nope")]
    [InlineData("States.Format('{}', States.Format('{}', $.nope))", "$.nope")]
    [InlineData("States.Format('{}', $.items[5])", "$.items[5]")]
    [InlineData("States.Format('{}', $.items[5].x)", "$.items[5].x")]
    [InlineData("States.Format('{}', $$.Nope.Deep)", "$.Nope.Deep")]
    public void Argument_that_selects_nothing_fails_with_the_call_as_written_and_the_input(string call, string path) => Assert.Equal(
        $"The function '{call}' had the following error: The JsonPath argument for the field '{path}' could not be found "
            + """in the input '{"other":1,"items":[1,2]}'""",
        Cause(call, """{ "other":1, "items":[1,2] }"""));

    [Fact]
    public void Argument_that_is_null_is_no_missing_one() =>
        Assert.Equal("\"null\"", Value("States.Format('{}', $.nul)", """{"nul":null}"""));

    [Theory]
    [InlineData("$..*")]
    [InlineData("$..[?(@.a == $)]")]
    [InlineData("States.Format('{}', $)")]
    [InlineData("States.JsonToString($)")]
    [InlineData("States.Hash($, 'MD5')")]
    [InlineData("States.ArrayUnique(States.Array($, $))")]
    [InlineData("States.ArrayContains(States.Array($), $)")]
    public void Values_as_deep_as_JSON_may_nest_do_not_exhaust_the_stack(string expression)
    {
        var value = JsonValue.Number(1);
        for (var i = 0; i < JsonDepthException.MaxDepth / 2; i++) value = JsonValue.Array(JsonValue.EmptyObject.With("a", value));

        Assert.NotNull(Evaluate(expression, Scope() with { Input = value }).ToString());
    }

    [Fact]
    public void Array_deeper_than_JSON_may_nest_is_a_failure()
    {
        var deep = new string('[', 1000) + new string(']', 1000);
        var scope = Scope(deep);
        var call = "$";
        for (var i = 0; i < 10; i++) call = $"States.Array({call})";
        for (var i = 0; i < 100; i++) scope = scope with { Input = Evaluate(call, scope).Value };

        Assert.Contains("nests deeper than", Evaluate(call, scope).Failure?.Cause);
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("States.Array(", depth)) + new string(')', depth);
}
