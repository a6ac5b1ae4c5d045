using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class ParallelTests
{
    [Fact]
    public void Branches_get_the_same_input_and_their_outputs_come_in_the_order_of_the_branches()
    {
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","Parameters":{"n.$":"$.a"},"ResultPath":"$.r","End":true,"Branches":[
              {{Branch("X")}},{{Branch("Y")}},{"StartAt":"Z","States":{"Z":{"Type":"Pass","End":true} } }]}
            """, """{"a":1}""");
        Assert.All(["X", "Y"], name => Assert.Equal("""{"n":1}""", run.Execution.Get(run.FrameAt(name)).Value.ToString()));
        run.Take("Y").Succeed("Y", "\"y\"").Take("X").Succeed("X", "\"x\"");
        Assert.Equal("""{"a":1,"r":["x","y",{"n":1}]}""", run.Output);
    }

    [Fact]
    public void History_goes_on_from_the_branch_that_ended_last()
    {
        var run = Run.Of($$""" "P":{"Type":"Parallel","End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}}]} """);
        run.Take("X").Take("Y").Succeed("Y").Succeed("X");
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 ParallelStateEntered P", "3 2 ParallelStateStarted", "4 3 TaskStateEntered X", "5 4 ActivityScheduled",
                "6 3 TaskStateEntered Y", "7 6 ActivityScheduled", "8 5 ActivityStarted", "9 7 ActivityStarted", "10 9 ActivitySucceeded",
                "11 10 TaskStateExited Y", "12 8 ActivitySucceeded", "13 12 TaskStateExited X", "14 13 ParallelStateSucceeded",
                "15 13 ParallelStateExited P", "16 15 ExecutionSucceeded",
            ],
            run.History);
    }

    [Fact]
    public void A_branch_that_fails_aborts_the_others_and_their_tasks()
    {
        var run = Run.Of($$""" "P":{"Type":"Parallel","End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}},{{Waiting("W")}}]} """);
        run.Take("X").Take("Y").Fail("X", "E", "c");
        Assert.Equal((ExecutionStatus.Failed, "E: c"), (run.Status, run.Failure));
        Assert.Equal(
            [
                "11 9 ActivityFailed", "12 11 TaskStateAborted", "13 11 TaskStateAborted", "14 11 WaitStateAborted", "15 11 ParallelStateFailed",
                "16 15 ExecutionFailed",
            ],
            run.History[10..]);
        Assert.Equal([false, true], run.Effects.OfType<Effect.EndTask>().Select(end => end.IsAbandoned));
        Assert.Null(run.Execution.NextDue());
    }

    [Fact]
    public void A_Parallel_is_retried_as_a_whole()
    {
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}}]}
            """);
        run.Take("X").Succeed("X", "1").Take("Y").Fail("Y", "E").Advance(1);
        Assert.Equal(["X", "Y"], run.Execution.Children.Values.Select(frame => frame.StateName));
        Assert.DoesNotContain(run.History, line => line.Contains("ParallelStateFailed", StringComparison.Ordinal));
        Assert.Equal("[2,3]", run.Take("X").Succeed("X", "2").Take("Y").Succeed("Y", "3").Output);
    }

    [Fact]
    public void A_Parallel_catches_what_its_branches_do_not()
    {
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","Catch":[{"ErrorEquals":["E"],"ResultPath":"$.e","Next":"C"}],"End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}}]},
            "C":{"Type":"Pass","End":true}
            """, """{"a":1}""").Take("X").Fail("X", "E", "c");
        Assert.Equal("""{"a":1,"e":{"Error":"E","Cause":"c"}}""", run.Output);
        Assert.Empty(run.Execution.Children);
    }

    [Fact]
    public void The_innermost_state_that_handles_a_failure_gets_it()
    {
        var inner = $$$"""
            {"StartAt":"In","States":{"Mend":{"Type":"Pass","Result":"mended","End":true},
             "In":{"Type":"Parallel","Branches":[{{{Branch("X")}}}],"End":true,"Catch":[{"ErrorEquals":["E"],"Next":"Mend"}]} } }
            """;
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","Branches":[{{inner}},{{Branch("Y")}}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}],"End":true},
            "C":{"Type":"Pass","Result":"outer","End":true}
            """);
        run.Take("X").Fail("X", "E").Take("Y").Succeed("Y", "\"y\"");
        Assert.Equal("""["mended","y"]""", run.Output);
    }

    [Fact]
    public void A_failure_passes_through_levels_that_do_not_handle_it_and_takes_all_below_with_it()
    {
        var inner = $$$"""{"StartAt":"In","States":{"In":{"Type":"Parallel","Branches":[{{{Branch("X")}}},{{{Waiting("V")}}}],"End":true} } }""";
        var run = Run.Of($$""" "P":{"Type":"Parallel","Branches":[{{Waiting("W")}},{{inner}},{{Branch("Y")}}],"End":true} """);
        run.Take("X").Take("Y").Fail("X", "E", "c");
        Assert.Equal("E: c", run.Failure);
        Assert.Equal((ExecutionStatus.Failed, 0, null), (run.Status, run.Execution.Children.Count, run.Execution.Root));
        var failed = Array.FindIndex(run.History, line => line.EndsWith("ActivityFailed", StringComparison.Ordinal));
        Assert.Equal(
            [
                "TaskStateAborted", "WaitStateAborted", "ParallelStateFailed", "WaitStateAborted", "TaskStateAborted", "ParallelStateFailed",
                "ExecutionFailed",
            ],
            run.History[(failed + 1)..].Select(line => line.Split(' ')[2]));
        Assert.Single(run.Effects.OfType<Effect.EndTask>(), end => end.IsAbandoned);
    }

    [Fact]
    public void A_Fail_state_in_a_branch_is_a_failure_of_the_Parallel()
    {
        var run = Run.Of("""
            "P":{"Type":"Parallel","Branches":[{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"c"}}}],"End":true,
                 "Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},
            "C":{"Type":"Pass","End":true}
            """).Advance(1);
        Assert.Equal(
            ["1 0", "2 0", "3 2", "4 3", "5 4", "6 5", "7 6", "8 7", "9 8", "10 9", "11 10"],
            run.History.Select(line => string.Join(' ', line.Split(' ')[..2])));
        Assert.Equal("7 6 ParallelStateFailed", run.History[6]);
        Assert.Equal("""{"Error":"E","Cause":"c"}""", run.Output);
    }

    [Fact]
    public void Errors_of_the_definition_in_a_branch_end_the_execution_whoever_would_catch_them()
    {
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","Branches":[{"StartAt":"F","States":{"F":{"Type":"Pass","InputPath":"$.no","End":true} } },{{Branch("Y")}}],"End":true,
                 "Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},"C":{"Type":"Pass","End":true}
            """);
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (run.Status, run.Execution.Error));
    }

    [Fact]
    public void Retries_of_a_branch_and_of_its_Parallel_are_counted_apart()
    {
        var run = Run.Of($$"""
            "P":{"Type":"Parallel","End":true,"Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"Branches":[{"StartAt":"X","States":{
              "X":{"Type":"Task","Resource":"{{Run.Activity}}","Retry":[{"ErrorEquals":["E"],"MaxAttempts":1}],"End":true} } }]}
            """);
        var schedules = 0;
        while (run.Status == ExecutionStatus.Running)
        {
            schedules++;
            run.Take("X").Fail("X", "E").Advance(1);
        }
        Assert.Equal(4, schedules);
    }

    private static string Branch(string name) =>
        $$$"""{"StartAt":"{{{name}}}","States":{"{{{name}}}":{"Type":"Task","Resource":"{{{Run.Activity}}}","End":true} } }""";

    private static string Waiting(string name) =>
        $$$"""{"StartAt":"{{{name}}}","States":{"{{{name}}}":{"Type":"Wait","Seconds":100,"End":true} } }""";
}
