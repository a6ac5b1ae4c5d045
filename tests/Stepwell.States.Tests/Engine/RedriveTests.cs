using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

/// <summary>Executions that go on where they failed. Expectations follow the developer guide, "Redriving executions".</summary>
public sealed class RedriveTests
{
    [Fact]
    public void A_task_is_scheduled_again_without_being_entered_again()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} """).Take("T").Fail("T", "E");
        Redrive(run).Take("T").Succeed("T", "1");
        Assert.Equal((ExecutionStatus.Succeeded, "1", 1), (run.Status, run.Output, run.Execution.RedriveCount));
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 TaskStateEntered T", "3 2 ActivityScheduled", "4 3 ActivityStarted", "5 4 ActivityFailed",
                "6 5 ExecutionFailed", "7 6 ExecutionRedriven", "8 7 ActivityScheduled", "9 8 ActivityStarted", "10 9 ActivitySucceeded",
                "11 10 TaskStateExited T", "12 11 ExecutionSucceeded",
            ],
            run.History);
    }

    [Fact]
    public void Retries_count_from_the_beginning()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,
                 "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":1}]}
            """).Take("T").Fail("T").Advance(1).Take("T").Fail("T");
        Assert.Equal(ExecutionStatus.Failed, run.Status);
        Redrive(run).Take("T").Fail("T");
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(1).Take("T").Succeed("T");
        Assert.Equal(ExecutionStatus.Succeeded, run.Status);
    }

    [Fact]
    public void Only_branches_that_did_not_succeed_run_again()
    {
        var run = Run.Of($$""" "P":{"Type":"Parallel","End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}},{{Branch("Z")}}]} """)
            .Take("X").Succeed("X", "1").Take("Y").Fail("Y");
        Assert.Equal(ExecutionStatus.Failed, run.Status);
        Redrive(run);
        Assert.Equal(["Y", "Z"], run.Frames().Where(frame => frame.Pending is Pending.Task).Select(frame => frame.StateName!).Order());
        run.Take("Y").Succeed("Y", "2").Take("Z").Succeed("Z", "3");
        Assert.Equal((ExecutionStatus.Succeeded, "[1,2,3]"), (run.Status, run.Output));
    }

    [Fact]
    public void Branches_inside_branches_are_found_again()
    {
        var inner = $$"""{"StartAt":"Q","States":{"Q":{"Type":"Parallel","End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}}]} } }""";
        var run = Run.Of($$""" "P":{"Type":"Parallel","End":true,"Branches":[{{inner}},{{Branch("Z")}}]} """)
            .Take("X").Succeed("X", "1").Take("Y").Fail("Y");
        Redrive(run).Take("Y").Succeed("Y", "2").Take("Z").Succeed("Z", "3");
        Assert.Equal((ExecutionStatus.Succeeded, "[[1,2],3]"), (run.Status, run.Output));
    }

    [Fact]
    public void Only_iterations_that_did_not_succeed_run_again_and_the_rest_follows()
    {
        var run = Run.Of(
            $$""" "M":{"Type":"Map","MaxConcurrency":1,"End":true,"ItemProcessor":{{Branch("X")}} } """, "[10,20,30]")
            .Take("X").Succeed("X", "1").Take("X").Fail("X");
        Redrive(run).Take("X").Succeed("X", "2").Take("X").Succeed("X", "3");
        Assert.Equal((ExecutionStatus.Succeeded, "[1,2,3]"), (run.Status, run.Output));
    }

    [Fact]
    public void A_Fail_state_is_entered_again_and_fails_again()
    {
        var run = Run.Of(""" "F":{"Type":"Fail","Error":"E"} """);
        Redrive(run);
        Assert.Equal(ExecutionStatus.Failed, run.Status);
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 FailStateEntered F", "3 2 ExecutionFailed", "4 3 ExecutionRedriven", "5 4 FailStateEntered F",
                "6 5 ExecutionFailed",
            ],
            run.History);
        Redrive(run);
        Assert.Equal(2, run.Execution.RedriveCount);
    }

    [Fact]
    public void The_timeout_of_the_machine_counts_anew()
    {
        var run = Run.Start($$"""
            {"StartAt":"T","TimeoutSeconds":10,"States":{"T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} } }
            """).Advance(10);
        Assert.Equal(ExecutionStatus.TimedOut, run.Status);
        Redrive(run).Advance(9.9);
        Assert.Equal(ExecutionStatus.Running, run.Status);
        Assert.Equal(ExecutionStatus.TimedOut, run.Advance(0.1).Status);
    }

    [Fact]
    public void What_was_stopped_goes_on()
    {
        var run = Run.Of($$""" "P":{"Type":"Parallel","End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}}]} """)
            .Take("X").Succeed("X", "1").Send(new Command.Stop(null, null));
        Redrive(run).Take("Y").Succeed("Y", "2");
        Assert.Equal((ExecutionStatus.Succeeded, "[1,2]"), (run.Status, run.Output));
    }

    [Fact]
    public void The_context_says_how_often_and_when()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","Next":"S"},
            "S":{"Type":"Pass","Parameters":{"count.$":"$$.Execution.RedriveCount","time.$":"$$.Execution.RedriveTime"},"End":true}
            """).Take("T").Fail("T");
        Redrive(run.Advance(60)).Take("T").Succeed("T");
        Assert.Equal("""{"count":1,"time":"2026-01-01T00:01:00.000Z"}""", run.Output);
    }

    private static Run Redrive(Run run) => run.Send(new Command.Redrive());

    private static string Branch(string name) =>
        $$"""{"StartAt":"{{name}}","States":{"{{name}}":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} } }""";
}
