using Stepwell.States.Definition;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class WaitAndFailTests
{
    private const string WaitFields = "[SecondsPath, Seconds, TimestampPath, Timestamp]";

    [Fact]
    public void Wait_has_four_forms()
    {
        Assert.Equal(new WaitDuration.Seconds(0), Duration("\"Seconds\":0"));
        Assert.Equal("$var", Assert.IsType<WaitDuration.SecondsAt>(Duration("\"SecondsPath\":\"$var\"")).Expression.Text);
        Assert.Equal("$.t", Assert.IsType<WaitDuration.UntilAt>(Duration("\"TimestampPath\":\"$.t\"")).Expression.Text);
        Assert.Equal(
            new WaitDuration.Until(new DateTimeOffset(2016, 3, 14, 1, 59, 0, TimeSpan.Zero)),
            Duration("\"Timestamp\":\"2016-03-14T01:59:00Z\""));
    }

    [Theory]
    [InlineData("2016-03-14T01:59:00.123456789Z")]
    [InlineData("2016-03-14T01:59:00+02:00")]
    public void Timestamp_with_fraction_or_offset_is_accepted(string timestamp) =>
        Assert.IsType<WaitDuration.Until>(Duration($"\"Timestamp\":\"{timestamp}\""));

    [Theory]
    [InlineData("\"Timestamp\":\"2016-03-14t01:59:00Z\"", "String does not match RFC3339 timestamp at /States/S/Timestamp")]
    [InlineData("\"Timestamp\":\"2016-03-14T01:59:00z\"", "String does not match RFC3339 timestamp at /States/S/Timestamp")]
    [InlineData("\"Timestamp\":\"2016-03-14T01:59Z\"", "String does not match RFC3339 timestamp at /States/S/Timestamp")]
    [InlineData("\"Timestamp\":\"2016-02-30T01:59:00Z\"", "String does not match RFC3339 timestamp at /States/S/Timestamp")]
    [InlineData("\"Timestamp\":7", "Expected value of type String at /States/S/Timestamp")]
    [InlineData("\"Seconds\":-1", "Minimum value is 0 at /States/S/Seconds")]
    [InlineData("\"Seconds\":10000000000000000", "Maximum value is 99999999 at /States/S/Seconds")]
    [InlineData("\"SecondsPath\":\"$$.Execution.Input\"", "Value is not a Reference Path at /States/S/SecondsPath")]
    [InlineData("\"Comment\":\"\"", "This object should have only one of the following fields: " + WaitFields + " at /States/S")]
    [InlineData(
        "\"Seconds\":1,\"Timestamp\":\"2016-03-14T01:59:00Z\"",
        "There should only be one of the following fields: " + WaitFields + " at /States/S")]
    public void Wrong_wait_is_refused(string field, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(Wait(field)));

    [Fact]
    public void Fail_takes_texts_paths_and_intrinsic_functions()
    {
        var literal = State<FailState>("""{"Type":"Fail","Error":"E","Cause":"C"}""");
        Assert.Equal((new TextField.Literal("E"), new TextField.Literal("C")), (literal.Error, literal.Cause));
        var dynamic = State<FailState>("""{"Type":"Fail","ErrorPath":"$$.State.Name","CausePath":"States.Format('{}', $.a)"}""");
        Assert.Equal("$$.State.Name", Assert.IsType<TextField.At>(dynamic.Error).Expression.Text);
        Assert.Equal(["States.Format"], Assert.IsType<TextField.At>(dynamic.Cause).Expression.Functions);
        Assert.Equal((null, null), (State<FailState>("""{"Type":"Fail"}""").Error, State<FailState>("""{"Type":"Fail"}""").Cause));
    }

    [Theory]
    [InlineData(
        """{"Type":"Fail","Error":"E","ErrorPath":"$.e"}""",
        "There should only be one of the following fields: [Error, ErrorPath] at /States/S")]
    [InlineData(
        """{"Type":"Fail","Cause":"E","CausePath":"$.e"}""",
        "There should only be one of the following fields: [Cause, CausePath] at /States/S")]
    [InlineData("""{"Type":"Fail","Cause":7}""", "Expected value of type String at /States/S/Cause")]
    [InlineData("""{"Type":"Fail","CausePath":"cause"}""", "Value must be a valid JSONPath. at /States/S/CausePath")]
    public void Wrong_fail_is_refused(string state, string expected) =>
        Assert.Equal("SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState(state));

    private static WaitDuration Duration(string field) => State<WaitState>(Wait(field)).Duration;

    private static string Wait(string field) => $$"""{"Type":"Wait",{{field}},"End":true}""";
}
