using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class RetryTests
{
    [Fact]
    public void Retries_wait_longer_each_time_and_then_the_failure_stands()
    {
        var run = Task("""{"ErrorEquals":["Oops"],"IntervalSeconds":2,"BackoffRate":3,"MaxAttempts":3}""");
        Assert.Equal([2.0, 6.0, 18.0], Delays(run));
        Assert.Equal((ExecutionStatus.Failed, "Oops: It broke."), (run.Status, run.Failure));
        Assert.Equal(["6 5 ActivityScheduled", "7 6 ActivityStarted", "8 7 ActivityFailed", "9 8 ActivityScheduled"], run.History[5..9]);
    }

    [Fact]
    public void Without_numbers_there_are_three_retries_after_1_2_and_4_seconds() =>
        Assert.Equal([1.0, 2.0, 4.0], Delays(Task("""{"ErrorEquals":["States.ALL"]}""")));

    [Fact]
    public void MaxAttempts_0_is_no_retry_and_later_retriers_do_not_step_in() =>
        Assert.Empty(Delays(Task("""{"ErrorEquals":["Oops"],"MaxAttempts":0},{"ErrorEquals":["States.ALL"]}""")));

    [Fact]
    public void MaxDelaySeconds_bounds_the_wait() =>
        Assert.Equal(
            [2.0, 5.0, 5.0], Delays(Task("""{"ErrorEquals":["Oops"],"IntervalSeconds":2,"BackoffRate":4,"MaxDelaySeconds":5}""")));

    [Fact]
    public void Full_jitter_takes_a_random_part_of_the_wait() =>
        Assert.Equal(
            [1.0, 2.0], Delays(Task("""{"ErrorEquals":["Oops"],"IntervalSeconds":4,"MaxAttempts":2,"JitterStrategy":"FULL"}""", new FixedRandom(0.25))));

    [Fact]
    public void Retries_are_due_at_whole_milliseconds()
    {
        var run = Task("""{"ErrorEquals":["Oops"],"IntervalSeconds":1,"JitterStrategy":"FULL"}""", new FixedRandom(1 / 3.0)).Take("T").Fail("T");
        Assert.Equal(Run.Beginning.AddMilliseconds(334), run.Execution.NextDue());
    }

    [Theory]
    [InlineData(0, "1e308")]
    [InlineData(1, "1e308")]
    [InlineData(99_999_999, "1e9")]
    public void A_rate_beyond_all_bounds_still_gives_a_wait(int interval, string rate)
    {
        var run = Task($$"""{"ErrorEquals":["Oops"],"IntervalSeconds":{{interval}},"BackoffRate":{{rate}},"MaxAttempts":4}""");
        for (var i = 0; i < 4; i++)
        {
            run.Take("T").Fail("T");
            Assert.InRange(run.Execution.NextDue()!.Value, run.Now, run.Now.AddSeconds(2_147_483_647));
            run.Advance((run.Execution.NextDue()!.Value - run.Now).TotalSeconds);
        }
    }

    [Fact]
    public void Each_retrier_counts_its_own_attempts()
    {
        var run = Task("""{"ErrorEquals":["A"],"MaxAttempts":1},{"ErrorEquals":["B"],"MaxAttempts":1,"IntervalSeconds":7}""");
        run.Take("T").Fail("T", "A").Advance(1);
        run.Take("T").Fail("T", "B").Advance(7);
        Assert.Equal([1, 1], run.Execution.Root!.Attempts);
        run.Take("T").Fail("T", "A");
        Assert.Equal("A: It broke.", run.Failure);
    }

    [Fact]
    public void Attempts_start_anew_when_the_state_is_entered_again()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","Retry":[{"ErrorEquals":["Oops"],"MaxAttempts":1}],"Next":"C"},
            "C":{"Type":"Choice","Choices":[{"Variable":"$.done","IsPresent":true,"Next":"E"}],"Default":"T"},"E":{"Type":"Succeed"}
            """);
        for (var i = 0; i < 3; i++)
            run.Take("T").Fail("T").Advance(1).Take("T").Succeed("T");
        Assert.Equal(ExecutionStatus.Running, run.Status);
        Assert.Empty(run.Execution.Root!.Attempts);
    }

    [Fact]
    public void The_context_counts_retries_of_all_retriers()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","Parameters":{"s.$":"$$.State"},"End":true,
                 "Retry":[{"ErrorEquals":["A"]},{"ErrorEquals":["B"]}]}
            """);
        Assert.Equal("""{"s":{"Name":"T","EnteredTime":"2026-01-01T00:00:00.000Z","RetryCount":0}}""", ParametersOf(run));
        run.Take("T").Fail("T", "A").Advance(1).Take("T").Fail("T", "B").Advance(1);
        Assert.Equal("""{"s":{"Name":"T","EnteredTime":"2026-01-01T00:00:00.000Z","RetryCount":2}}""", ParametersOf(run));
    }

    [Theory]
    [InlineData("States.ALL", "Oops", true)]
    [InlineData("States.ALL", "States.Timeout", true)]
    [InlineData("States.ALL", "States.DataLimitExceeded", true)]
    [InlineData("States.ALL", null, true)]
    [InlineData("States.TaskFailed", "Oops", true)]
    [InlineData("States.TaskFailed", "States.TaskFailed", true)]
    [InlineData("States.TaskFailed", "States.Timeout", false)]
    [InlineData("States.TaskFailed", "States.DataLimitExceeded", false)]
    [InlineData("States.DataLimitExceeded", "States.DataLimitExceeded", true)]
    [InlineData("Oops", "oops", false)]
    [InlineData("Oops", null, false)]
    public void A_retrier_takes_the_errors_it_names(string named, string? error, bool isRetried)
    {
        var run = Task($$"""{"ErrorEquals":["{{named}}"]}""").Take("T").Fail("T", error);
        Assert.Equal(isRetried ? ExecutionStatus.Running : ExecutionStatus.Failed, run.Status);
    }

    private static string ParametersOf(Run run) => ((Pending.Task)run.Execution.Root!.Pending).Scheduled.Parameters.ToString();

    private static Run Task(string retriers, Random? random = null) =>
        Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","Retry":[{{retriers}}],"End":true} """, random: random);

    /// <summary>Fails the task until the execution fails, and tells how long each retry waited.</summary>
    private static List<double> Delays(Run run)
    {
        var delays = new List<double>();
        while (true)
        {
            run.Take("T").Fail("T");
            if (run.Execution.NextDue() is not { } due)
                return delays;
            delays.Add((due - run.Now).TotalSeconds);
            run.Advance(delays[^1]);
        }
    }

    private sealed class FixedRandom(double value) : Random(0)
    {
        public override double NextDouble() => value;
    }
}
