using Stepwell.Json;
using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class TimeoutTests
{
    [Theory]
    [InlineData("\"TimeoutSeconds\":5")]
    [InlineData("\"TimeoutSecondsPath\":\"$.t\"")]
    public void The_timeout_of_an_activity_covers_its_time_in_the_queue(string field)
    {
        var run = Task(Run.Activity, field);
        run.Advance(3).Take("T");
        run.Advance(1.999);
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(0.001);
        Assert.Equal((ExecutionStatus.Failed, "States.Timeout", null), (run.Status, run.Execution.Error, run.Execution.Cause));
        Assert.Equal(["5 4 ActivityTimedOut", "6 5 ExecutionFailed"], run.History[4..]);
        Assert.True(Assert.Single(run.Effects.OfType<Effect.EndTask>()).IsAbandoned);
    }

    [Fact]
    public void Heartbeats_are_asked_of_an_activity_only_once_a_worker_has_it()
    {
        var run = Task(Run.Activity, "\"HeartbeatSeconds\":5");
        Assert.Null(run.Execution.NextDue());
        run.Advance(100).Take("T");
        Assert.Equal(run.Now.AddSeconds(5), run.Execution.NextDue());
    }

    [Fact]
    public void Each_heartbeat_starts_its_time_anew()
    {
        var run = Task(Run.Activity, "\"HeartbeatSecondsPath\":\"$.h\"").Take("T");
        for (var i = 0; i < 3; i++)
            run.Advance(2).Send(new Command.HeartbeatTask(1));
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(3);
        Assert.Equal((ExecutionStatus.Failed, "States.Timeout"), (run.Status, run.Execution.Error));
        Assert.DoesNotContain(run.History, line => line.Contains("Heartbeat", StringComparison.Ordinal));
    }

    [Fact]
    public void A_callback_needs_heartbeats_before_and_after_it_is_submitted()
    {
        var run = Task(Run.Callback, $"\"HeartbeatSeconds\":5,\"Parameters\":{Run.Message}");
        run.Advance(4).Send(new Command.SubmitTask(1, JsonValue.EmptyObject));
        Assert.Equal(Run.Beginning.AddSeconds(5), run.Execution.NextDue());
        run.Send(new Command.HeartbeatTask(1)).Advance(5);
        Assert.Equal(["5 4 TaskSubmitted", "6 5 TaskTimedOut", "7 6 ExecutionFailed"], run.History[4..]);
    }

    [Theory]
    [InlineData("States.Timeout", true)]
    [InlineData("States.HeartbeatTimeout", true)]
    [InlineData("States.ALL", true)]
    [InlineData("States.TaskFailed", false)]
    public void A_missed_heartbeat_goes_by_two_names(string name, bool isCaught)
    {
        var run = Caught("\"TimeoutSeconds\":100,\"HeartbeatSeconds\":5", name).Take("T").Advance(5);
        Assert.Equal(isCaught ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, run.Status);
    }

    [Theory]
    [InlineData("States.Timeout", true)]
    [InlineData("States.HeartbeatTimeout", false)]
    public void A_timeout_is_no_missed_heartbeat(string name, bool isCaught)
    {
        var run = Caught("\"TimeoutSeconds\":7,\"HeartbeatSeconds\":5", name).Take("T").Advance(4).Send(new Command.HeartbeatTask(1)).Advance(3);
        Assert.Equal(isCaught ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, run.Status);
    }

    [Fact]
    public void A_task_that_timed_out_can_be_tried_again()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","TimeoutSeconds":5,"Retry":[{"ErrorEquals":["States.Timeout"]}],"End":true}
            """).Advance(5).Advance(1);
        Assert.Equal(run.Now.AddSeconds(5), run.Execution.NextDue());
        Assert.Equal("1", run.Take("T").Succeed("T", "1").Output);
    }

    [Theory]
    [InlineData("0", "must not be less than 1")]
    [InlineData("-5", "must not be less than 1")]
    [InlineData("\"five\"", "which is not a valid integer")]
    [InlineData("1.5", "which is not a valid integer")]
    [InlineData("null", "which is not a valid integer")]
    [InlineData("100000000", "must not be greater than 99999999")]
    [InlineData("9223372036854775807", "must not be greater than 99999999")]
    public void A_TimeoutSecondsPath_to_what_is_no_time_fails(string value, string cause)
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","TimeoutSecondsPath":"$.t","End":true} """, $$"""{"t":{{value}}}""");
        Assert.Equal(ErrorNames.Runtime, run.Execution.Error);
        Assert.Contains(cause, run.Execution.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void The_longest_time_that_a_definition_may_name_can_also_be_read()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","TimeoutSecondsPath":"$.t","HeartbeatSecondsPath":"$.t","End":true}
            """, """{"t":99999999}""").Take("T");
        Assert.Equal(Run.Beginning.AddSeconds(99_999_999), run.Execution.NextDue());
    }

    [Fact]
    public void The_execution_has_a_timeout_of_its_own_that_nothing_catches()
    {
        var run = Run.Start($$"""
            {"TimeoutSeconds":10,"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}],
              "Branches":[{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} } }]},"C":{"Type":"Pass","End":true} } }
            """).Advance(10);
        Assert.Equal((ExecutionStatus.TimedOut, "States.Timeout"), (run.Status, run.Execution.Error));
        Assert.Equal("ExecutionTimedOut", run.History[^1].Split(' ')[2]);
        Assert.True(Assert.Single(run.Effects.OfType<Effect.EndTask>()).IsAbandoned);
        Assert.IsType<Effect.Close>(run.Effects[^1]);
        Assert.Null(run.Execution.NextDue());
    }

    private static Run Task(string resource, string fields) =>
        Run.Of($$""" "T":{"Type":"Task","Resource":"{{resource}}",{{fields}},"End":true} """, """{"t":5,"h":3}""");

    private static Run Caught(string fields, string name) => Run.Of($$"""
        "T":{"Type":"Task","Resource":"{{Run.Activity}}",{{fields}},"Catch":[{"ErrorEquals":["{{name}}"],"Next":"C"}],"End":true},"C":{"Type":"Pass","End":true}
        """);
}
