using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class WaitTests
{
    [Theory]
    [InlineData("\"Seconds\":10", "{}")]
    [InlineData("\"SecondsPath\":\"$.s\"", """{"s":10}""")]
    [InlineData("\"Timestamp\":\"2026-01-01T00:00:10Z\"", "{}")]
    [InlineData("\"TimestampPath\":\"$.t\"", """{"t":"2026-01-01T01:00:10+01:00"}""")]
    public void Each_of_the_four_forms_waits_until_its_time(string form, string input)
    {
        var run = Run.Of($$""" "W":{"Type":"Wait",{{form}},"End":true} """, input);
        Assert.Equal(Run.Beginning.AddSeconds(10), run.Execution.NextDue());
        run.Advance(9.999);
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(0.001);
        Assert.Equal((ExecutionStatus.Succeeded, input), (run.Status, run.Output));
        Assert.Equal(["1 0 ExecutionStarted", "2 0 WaitStateEntered W", "3 2 WaitStateExited W", "4 3 ExecutionSucceeded"], run.History);
    }

    [Theory]
    [InlineData("\"Seconds\":0", "{}")]
    [InlineData("\"SecondsPath\":\"$.s\"", """{"s":0}""")]
    [InlineData("\"Timestamp\":\"1999-01-01T00:00:00Z\"", "{}")]
    [InlineData("\"TimestampPath\":\"$.t\"", """{"t":"1999-01-01T00:00:00Z"}""")]
    public void A_wait_for_the_past_ends_at_once(string form, string input) =>
        Assert.Equal(ExecutionStatus.Succeeded, Run.Of($$""" "W":{"Type":"Wait",{{form}},"End":true} """, input).Status);

    [Theory]
    [InlineData("SecondsPath", "\"x\"", "The SecondsPath parameter cannot be parsed as a long value: $.v == x")]
    [InlineData("SecondsPath", "-1", "The SecondsPath parameter cannot be parsed as a long value: $.v == -1")]
    [InlineData("SecondsPath", "1.5", "The SecondsPath parameter cannot be parsed as a long value: $.v == 1.5")]
    [InlineData("SecondsPath", "2147483648", "Wait state delay is too long.")]
    [InlineData("SecondsPath", "9223372036854775807", "Wait state delay is too long.")]
    [InlineData("TimestampPath", "\"9999-01-01T00:00:00Z\"", "Wait state delay is too long.")]
    [InlineData(
        "TimestampPath", "\"2026-01-01\"",
        "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.v == 2026-01-01")]
    public void What_is_no_time_fails_the_execution(string field, string value, string cause)
    {
        var run = Run.Of($$""" "W":{"Type":"Wait","{{field}}":"$.v","End":true} """, $$"""{"v":{{value}}}""");
        Assert.Equal($"States.Runtime: An error occurred while executing the state 'W' (entered at the event id #2). {cause}", run.Failure);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:10.0000001Z")]
    [InlineData("2026-01-01T00:00:10.000999999Z")]
    public void A_wait_ends_with_the_millisecond_that_its_time_falls_in(string time)
    {
        var run = Run.Of($$""" "W":{"Type":"Wait","Timestamp":"{{time}}","End":true} """);
        Assert.Equal(Run.Beginning.AddMilliseconds(10_001), run.Execution.NextDue());
    }

    [Fact]
    public void A_wake_up_too_early_changes_nothing()
    {
        var run = Run.Of(""" "W":{"Type":"Wait","Seconds":10,"End":true} """);
        var before = ExecutionText.Of(run.Execution);
        run.Send(new Command.Wake());
        Assert.Equal(before, ExecutionText.Of(run.Execution));
        Assert.Single(run.Journal);
    }

    [Fact]
    public void Waits_due_together_end_in_the_order_of_their_times()
    {
        var run = Run.Of("""
            "P":{"Type":"Parallel","Branches":[
              {"StartAt":"Late","States":{"Late":{"Type":"Wait","Seconds":3,"End":true}}},
              {"StartAt":"Soon","States":{"Soon":{"Type":"Wait","Seconds":1,"Next":"Then"},"Then":{"Type":"Wait","Seconds":1,"End":true}}}],"End":true}
            """);
        run.Advance(60);
        Assert.Equal(
            ["Soon", "Then", "Late", "P"],
            run.History.Where(line => line.Contains("Exited", StringComparison.Ordinal)).Select(line => line.Split(' ')[^1]));
    }
}
