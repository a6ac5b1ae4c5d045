using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class ChoiceTests
{
    private const string Noon = "\"2026-01-01T12:00:00Z\"";

    /// <summary>Operator, operand, values that match, values that do not.</summary>
    public static TheoryData<string, string, string[], string[]> Comparisons() => new()
    {
        { "BooleanEquals", "true", ["true"], ["false", "\"true\"", "1", "null"] },
        { "BooleanEquals", "false", ["false"], ["true", "null", "0", "\"\""] },
        { "NumericEquals", "5", ["5", "5.0", "50e-1"], ["4", "\"5\"", "null", "true", "[5]"] },
        { "NumericEquals", "9007199254740993", ["9007199254740993"], ["9007199254740992"] },
        { "NumericGreaterThan", "5", ["5.1", "6", "1e400"], ["5", "4.9", "\"6\"", "null"] },
        { "NumericGreaterThanEquals", "5", ["5", "6"], ["4.99", "\"5\""] },
        { "NumericLessThan", "-1.5", ["-1.6", "-1e3"], ["-1.5", "0", "\"-2\"", "null"] },
        { "NumericLessThanEquals", "5", ["5", "4"], ["5.01", "\"5\"", "false"] },
        { "StringEquals", "\"b\"", ["\"b\"", "\"\\u0062\""], ["\"B\"", "\"b \"", "1", "null"] },
        { "StringGreaterThan", "\"b\"", ["\"c\"", "\"ba\""], ["\"b\"", "\"C\"", "7"] },
        { "StringGreaterThanEquals", "\"b\"", ["\"b\"", "\"c\""], ["\"a\"", "null"] },
        { "StringLessThan", "\"b\"", ["\"a\"", "\"\"", "\"B\""], ["\"b\"", "\"c\"", "1"] },
        { "StringLessThanEquals", "\"b\"", ["\"b\"", "\"a\""], ["\"c\"", "true"] },
        { "TimestampEquals", Noon, [Noon, "\"2026-01-01T13:00:00+01:00\"", "\"2026-01-01T12:00:00.000Z\""], ["\"2026-01-01T12:00:01Z\"", "\"2026-01-01\"", "0"] },
        { "TimestampGreaterThan", Noon, ["\"2026-01-01T12:00:00.001Z\"", "\"2027-01-01T00:00:00Z\""], [Noon, "\"z\"", "null"] },
        { "TimestampGreaterThanEquals", Noon, [Noon, "\"2026-01-02T00:00:00Z\""], ["\"2026-01-01T11:59:59Z\"", "\"2026-01-02t00:00:00z\""] },
        { "TimestampLessThan", Noon, ["\"2026-01-01T11:59:59.999Z\""], [Noon, "\"2026-01-01T11:00:00\"", "1"] },
        { "TimestampLessThanEquals", Noon, [Noon, "\"1999-12-31T23:59:59Z\""], ["\"2026-01-01T12:00:00.1Z\"", "\"\""] },
    };

    public static TheoryData<string, string, string> Patterns() => new()
    {
        { "log-*.txt", "log-1.txt log-.txt log-a.txt.txt", "log-1.txt2 xlog-1.txt log.txt" },
        { "*", "a * **", "" },
        { "a*b*c", "abc aXbYc abbcc", "ab acb" },
        { "a\\\\*", "a*", "ab a\\*" },
        { "a\\\\\\\\*", "a\\ a\\b", "a ab" },
        { "plain", "plain", "plain2 Plain" },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_comparison_matches_by_type_and_value(string op, string operand, string[] matches, string[] others)
    {
        Assert.All(matches, value => Assert.True(Holds($"\"{op}\":{operand}", value, operand), value));
        Assert.All(others, value => Assert.False(Holds($"\"{op}\":{operand}", value, operand), value));
        Assert.All(matches, value => Assert.True(Holds($"\"{op}Path\":\"$.o\"", value, operand), value));
        Assert.All(others, value => Assert.False(Holds($"\"{op}Path\":\"$.o\"", value, operand), value));
    }

    [Theory]
    [InlineData("IsNull", "null", "0 \"\" false {} [] \"null\"")]
    [InlineData("IsString", "\"\" \"x\"", "null 0 false {} []")]
    [InlineData("IsNumeric", "0 -1.5 1e400", "null \"0\" false {} []")]
    [InlineData("IsBoolean", "true false", "null \"true\" 0 {} []")]
    [InlineData("IsTimestamp", "\"2026-01-01T12:00:00Z\" \"2026-01-01T12:00:00.123456789-08:00\"", "null 0 \"2026-01-01\" \"2026-13-01T12:00:00Z\" \"2026-01-01T12:00:00\"")]
    [InlineData("IsPresent", "null 0 \"\" false {} []", "")]
    public void A_test_of_the_kind_of_value_can_ask_for_either(string op, string ofKind, string others)
    {
        foreach (var value in ofKind.Split(' '))
            Assert.True(Holds($"\"{op}\":true", value) && !Holds($"\"{op}\":false", value), value);
        foreach (var value in others.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.True(!Holds($"\"{op}\":true", value) && Holds($"\"{op}\":false", value), value);
    }

    [Theory]
    [MemberData(nameof(Patterns))]
    public void StringMatches_knows_wildcards_and_their_escapes(string pattern, string matches, string others)
    {
        foreach (var text in matches.Split(' '))
            Assert.True(Holds($"\"StringMatches\":\"{pattern}\"", Quote(text)), text);
        foreach (var text in others.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            Assert.False(Holds($"\"StringMatches\":\"{pattern}\"", Quote(text)), text);
        Assert.False(Holds($"\"StringMatches\":\"{pattern}\"", "1"));
    }

    [Fact]
    public void IsPresent_may_ask_for_what_is_not_there()
    {
        Assert.Equal("\"holds\"", Decide("""{"Variable":"$.v","IsPresent":false}""", "{}"));
        Assert.Equal("\"other\"", Decide("""{"Variable":"$.v","IsPresent":true}""", "{}"));
    }

    [Theory]
    [InlineData("""{"Variable":"$.no","NumericEquals":1}""", "Invalid path '$.no': The choice state's condition path references an invalid value.")]
    [InlineData("""{"Variable":"$.no","IsNull":true}""", "Invalid path '$.no': The choice state's condition path references an invalid value.")]
    public void A_missing_variable_fails_the_execution(string rule, string cause)
    {
        var run = Choose(rule, """{"v":1}""");
        Assert.Equal($"States.Runtime: An error occurred while executing the state 'C' (entered at the event id #2). {cause}", run.Failure);
    }

    [Fact]
    public void A_missing_operand_fails_the_execution()
    {
        var run = Choose("""{"Variable":"$.v","NumericEqualsPath":"$.no"}""", """{"v":1}""");
        Assert.Equal(ErrorNames.Runtime, run.Execution.Error);
        Assert.Contains("'$.no'", run.Execution.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"And":[{"Variable":"$.v","IsNumeric":true},{"Variable":"$.v","NumericGreaterThan":3}]}""", true)]
    [InlineData("""{"And":[{"Variable":"$.v","IsString":true},{"Variable":"$.no","NumericEquals":3}]}""", false)]
    [InlineData("""{"Or":[{"Variable":"$.v","IsString":true},{"Variable":"$.v","NumericEquals":5}]}""", true)]
    [InlineData("""{"Or":[{"Variable":"$.v","IsNumeric":true},{"Variable":"$.no","NumericEquals":5}]}""", true)]
    [InlineData("""{"Or":[{"Variable":"$.v","IsString":true},{"Variable":"$.v","IsNull":true}]}""", false)]
    [InlineData("""{"Not":{"Variable":"$.v","NumericEquals":5}}""", false)]
    [InlineData("""{"Not":{"And":[{"Variable":"$.v","NumericEquals":5},{"Not":{"Variable":"$.v","IsNumeric":true}}]}}""", true)]
    public void And_Or_and_Not_stop_at_what_decides(string rule, bool holds) =>
        Assert.Equal(holds ? "\"holds\"" : "\"other\"", Decide(rule, """{"v":5}"""));

    [Fact]
    public void The_first_rule_that_holds_wins()
    {
        var run = Run.Of("""
            "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericGreaterThan":9,"Next":"A"},{"Variable":"$.n","NumericGreaterThan":1,"Next":"B"},
                 {"Variable":"$.n","NumericGreaterThan":0,"Next":"A"}]},
            "A":{"Type":"Pass","Result":"A","End":true},"B":{"Type":"Pass","Result":"B","End":true}
            """, """{"n":5}""");
        Assert.Equal("\"B\"", run.Output);
    }

    [Fact]
    public void A_path_to_compare_with_that_selects_nothing_fails_and_shows_the_input_without_spaces()
    {
        var run = Run.Of("""
            "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEqualsPath":"$.m","Next":"A"}]},"A":{"Type":"Pass","End":true}
            """, """{ "n": 5 }""");
        Assert.Equal(
            "States.Runtime: An error occurred while executing the state 'C' (entered at the event id #2). "
            + "The JSONPath '$.m' specified for the field 'NumericEqualsPath' could not be found in the input '{\"n\":5}'",
            run.Failure);
    }

    [Fact]
    public void Without_a_match_and_a_default_the_execution_fails()
    {
        var run = Run.Of("""
            "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":9,"Next":"A"}]},"A":{"Type":"Pass","End":true}
            """, """{"n":5}""");
        Assert.Equal(
            "States.NoChoiceMatched: An error occurred while executing the state 'C' (entered at the event id #2). "
            + "Failed to transition out of the state. The state does not point to a next state.",
            run.Failure);
    }

    [Fact]
    public void Conditions_see_the_input_after_InputPath_and_the_output_is_cut_by_OutputPath()
    {
        var run = Run.Of("""
            "C":{"Type":"Choice","InputPath":"$.in","OutputPath":"$.n","Choices":[{"Variable":"$.n","NumericEquals":5,"Next":"A"}]},
            "A":{"Type":"Succeed"}
            """, """{"in":{"n":5}}""");
        Assert.Equal("5", run.Output);
    }

    private static bool Holds(string comparison, string value, string operand = "null") =>
        Decide($$"""{"Variable":"$.v",{{comparison}}}""", $$"""{"v":{{value}},"o":{{operand}}}""") == "\"holds\"";

    private static string Decide(string rule, string input) => Choose(rule, input).Output;

    private static Run Choose(string rule, string input) => Run.Of($$"""
        "C":{"Type":"Choice","Choices":[{{rule[..^1]}},"Next":"Yes"}],"Default":"No"},
        "Yes":{"Type":"Pass","Result":"holds","End":true},"No":{"Type":"Pass","Result":"other","End":true}
        """, input);

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
}
