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
    public void A_map_run_that_failed_is_redriven_and_counted()
    {
        var run = FailMapRun(Run.Of(DistributedMap, "[1]"), "States.ExceedToleratedFailureThreshold");
        var arn = MapRunOf(Redrive(run)).MapRunArn;
        Assert.Equal(new Effect.RedriveMapRun(arn, 1), Assert.Single(run.Effects));
        FailMapRun(run, "States.ExceedToleratedFailureThreshold");
        Assert.Equal(new Pending.MapRun(arn, 2), MapRunOf(Redrive(run)));
        run.Send(new Command.FinishMapRun(Execution.RootFrameId, Json.JsonValue.Parse("[7]"), null, null));
        Assert.Equal((ExecutionStatus.Succeeded, "[7]"), (run.Status, run.Output));
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 MapStateEntered M", "3 2 DistributedMapStarted", "4 3 MapRunStarted", "5 4 MapRunFailed",
                "6 5 MapStateFailed", "7 6 ExecutionFailed", "8 7 ExecutionRedriven", "9 8 MapRunRedriven", "10 9 MapRunFailed",
                "11 10 MapStateFailed", "12 11 ExecutionFailed", "13 12 ExecutionRedriven", "14 13 MapRunRedriven", "15 14 MapRunSucceeded",
                "16 15 MapStateSucceeded", "17 15 MapStateExited M", "18 17 ExecutionSucceeded",
            ],
            run.History);
    }

    [Theory]
    [InlineData("States.DataLimitExceeded")]
    [InlineData("States.Runtime")]
    public void A_map_run_that_could_only_fail_again_is_started_anew(string error)
    {
        var run = FailMapRun(Run.Of(DistributedMap, "[1]"), error);
        var first = run.Events.Select(entry => entry.Detail).OfType<Events.EventDetail.MapRunStarted>().Single();
        Redrive(run);
        Assert.NotEqual(first.MapRunArn, MapRunOf(run).MapRunArn);
        Assert.IsType<Effect.StartMapRun>(Assert.Single(run.Effects));
    }

    [Fact]
    public void A_map_whose_map_run_succeeded_before_the_state_failed_starts_another()
    {
        var run = Run.Of(DistributedMap.Replace("\"End\"", "\"OutputPath\":\"$.none\",\"End\"", StringComparison.Ordinal), "[1]");
        run.Send(new Command.FinishMapRun(Execution.RootFrameId, Json.JsonValue.Parse("[]"), null, null));
        Assert.Equal(ExecutionStatus.Failed, run.Status);
        Redrive(run);
        Assert.IsType<Effect.StartMapRun>(Assert.Single(run.Effects));
    }

    [Fact]
    public void A_map_run_that_waits_for_a_retry_is_redriven_when_the_execution_is()
    {
        var run = Run.Of(DistributedMap.Replace(
            "\"End\"", "\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"]}],\"End\"", StringComparison.Ordinal), "[1]");
        var arn = MapRunOf(run).MapRunArn;
        FailMapRun(run, "E").Send(new Command.Stop(null, null));
        Assert.Equal(new Pending.MapRun(arn, 1), MapRunOf(Redrive(run)));
        FailMapRun(run, "E").Advance(1);
        Assert.NotEqual(arn, MapRunOf(run).MapRunArn);
        Assert.Equal(0, MapRunOf(run).RedriveCount);
    }

    [Fact]
    public void A_map_run_that_was_aborted_with_its_branch_is_redriven()
    {
        var map = $$"""{"StartAt":"M","States":{ {{DistributedMap}} } }""";
        var run = Run.Of($$""" "P":{"Type":"Parallel","End":true,"Branches":[{{map}},{{Branch("X")}}]} """, "[1]").Take("X").Fail("X");
        Assert.Contains(run.History, line => line.EndsWith(" MapRunAborted", StringComparison.Ordinal));
        Redrive(run);
        var frame = Assert.Single(run.Frames(), frame => frame.Pending is Pending.MapRun);
        Assert.Equal(1, ((Pending.MapRun)frame.Pending).RedriveCount);
        run.Send(new Command.FinishMapRun(frame.Id, Json.JsonValue.Parse("[7]"), null, null)).Take("X").Succeed("X", "8");
        Assert.Equal((ExecutionStatus.Succeeded, "[[7],8]"), (run.Status, run.Output));
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

    private const string DistributedMap = """
        "M":{"Type":"Map","End":true,"ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},
          "StartAt":"S","States":{"S":{"Type":"Succeed"} } }}
        """;

    private static Run FailMapRun(Run run, string error) =>
        run.Send(new Command.FinishMapRun(Execution.RootFrameId, default, error, "c"));

    private static Pending.MapRun MapRunOf(Run run) => (Pending.MapRun)run.Execution.Root!.Pending;

    private static string Branch(string name) =>
        $$"""{"StartAt":"{{name}}","States":{"{{name}}":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} } }""";
}
