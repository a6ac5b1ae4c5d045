using static Stepwell.Expressions.Tests.Evaluating;

namespace Stepwell.Expressions.Tests.Intrinsics;

public class JsonAndMathFunctionTests
{
    [Theory]
    [InlineData("""{\"a\" : [1.50]}""", """{"a" : [1.50]}""")]
    [InlineData(" 5 ", "5")]
    [InlineData("\\\"foo\\\"", "\"foo\"")]
    [InlineData("null", "null")]
    [InlineData("", "null")]
    [InlineData(" ", "null")]
    public void StringToJson_parses_a_text(string text, string expected) =>
        Assert.Equal(expected, Value("States.StringToJson($.t)", $$"""{"t":"{{text}}"}""").Trim());

    [Fact]
    public void StringToJson_takes_a_literal_with_plain_braces_and_quotes() =>
        Assert.Equal("""{"NewField": "MyValue" }""", Value("""States.StringToJson('{"NewField": "MyValue" }')"""));

    [Fact]
    public void StringToJson_says_where_a_text_is_no_JSON()
    {
        var cause = Cause("States.StringToJson($.t)", """{"t":"{bad json}"}""");

        Assert.StartsWith(
            "There was an error while evaluating the intrinsic function: States.StringToJson($.t). "
                + "Cannot convert String to Json in States.StringToJson, caused by: ",
            cause);
        Assert.EndsWith("\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 2]", cause);
    }

    [Fact]
    public void StringToJson_takes_strings_only() =>
        Assert.EndsWith("Invalid arguments in States.StringToJson", Cause("States.StringToJson($.t)", """{"t":{"a":1}}"""));

    [Theory]
    [InlineData("null", "null")]
    [InlineData("1.10", "1.10")]
    [InlineData("\"a\\u00e9\\/\"", "\"aé/\"")]
    [InlineData("""{ "a" : [ 1, "x y" ] }""", """{"a":[1,"x y"]}""")]
    public void JsonToString_is_compact(string json, string expected) =>
        Assert.Equal(expected, Evaluate("States.JsonToString($)", Scope(json)).Value.GetString());

    [Theory]
    [InlineData("""{"x":1,"y":2}""", """{"y":3,"z":4}""", """{"x":1,"y":3,"z":4}""")]
    [InlineData("""{"n":{"a":1}}""", """{"n":{"b":2}}""", """{"n":{"b":2}}""")]
    [InlineData("{}", "{}", "{}")]
    public void JsonMerge_is_shallow_and_the_second_object_wins(string first, string second, string expected) =>
        Assert.Equal(expected, Value("States.JsonMerge($.a, $.b, false)", $$"""{"a":{{first}},"b":{{second}}}"""));

    [Theory]
    [InlineData("States.JsonMerge($.o, $.o, true)")]
    [InlineData("States.JsonMerge($.o, $.n, false)")]
    [InlineData("States.JsonMerge($.l, $.o, false)")]
    [InlineData("States.JsonMerge($.o, $.o)")]
    public void JsonMerge_refuses_deep_merges_and_what_is_no_object(string call) =>
        Assert.EndsWith("Invalid arguments in States.JsonMerge", Cause(call, """{"o":{},"n":null,"l":[]}"""));

    [Fact]
    public void JsonMerge_takes_any_other_flag_for_false() =>
        Assert.Equal("{}", Value("States.JsonMerge($.o, $.o, $.f)", """{"o":{},"f":"true"}"""));

    [Theory]
    [InlineData("111, -1", "110")]
    [InlineData("1.6, 2.7", "5")]
    [InlineData("0.1, 0.2", "0")]
    [InlineData("1.4, 2.5", "4")]
    [InlineData("-1.5, 0", "-1")]
    [InlineData("2147483646, 1", "2147483647")]
    [InlineData("-2147483647, -1", "-2147483648")]
    [InlineData("1e2, 0", "100")]
    public void MathAdd_rounds_and_adds(string arguments, string expected) => Assert.Equal(expected, Value($"States.MathAdd({arguments})"));

    [Theory]
    [InlineData("2147483647, 1")]
    [InlineData("-2147483648, -1")]
    [InlineData("3000000000, 1")]
    [InlineData("1e309, 1")]
    [InlineData("1")]
    [InlineData("1, 2, 999")]
    public void MathAdd_stays_within_32_bits_and_takes_two(string arguments) => Assert.Equal(
        $"There was an error while evaluating the intrinsic function: States.MathAdd({arguments}). Invalid arguments in States.MathAdd",
        Cause($"States.MathAdd({arguments})"));

    /// <summary>The first two were seen on AWS, the others in Java, whose Random made those as well.</summary>
    [Theory]
    [InlineData("1, 100, 42", "63")]
    [InlineData("2147483640, 2147483647, 1", "2147483644")]
    [InlineData("1, 1000, 1", "106")]
    [InlineData("1, 1000, 2", "806")]
    [InlineData("1, 10, 0", "7")]
    [InlineData("1, 10, -10", "1")]
    [InlineData("0, 16, 42", "11")]
    [InlineData("-2000000000, 2000000000, 7", "-1156638823")]
    public void MathRandom_with_a_seed_agrees_with_AWS(string arguments, string expected) =>
        Assert.Equal(expected, Value($"States.MathRandom({arguments})"));

    [Fact]
    public void MathRandom_without_a_seed_stays_within_its_bounds_and_cuts_off_fractions()
    {
        var scope = Scope();
        for (var i = 0; i < 200; i++)
        {
            Assert.True(Evaluate("States.MathRandom(1.6, 5.4)", scope).Value.TryGetInt64(out var number));
            Assert.InRange(number, 1, 4);
        }
    }

    [Theory]
    [InlineData("1, 1")]
    [InlineData("10, 5")]
    [InlineData("1.4, 1.6")]
    [InlineData("1")]
    [InlineData("1, 10, 5, 99")]
    [InlineData("0, 3000000000")]
    public void MathRandom_refuses_empty_ranges(string arguments) =>
        Assert.EndsWith("Invalid arguments in States.MathRandom", Cause($"States.MathRandom({arguments})"));
}
