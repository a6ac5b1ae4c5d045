using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.States.Tests.Engine;

/// <summary>State transitions that have to wait for their turn.</summary>
public sealed class ThrottlingTests
{
    private const string Chain = """
        "A":{"Type":"Pass","Next":"B"},
        "B":{"Type":"Choice","Choices":[],"Default":"C"},
        "C":{"Type":"Pass","Result":1,"End":true}
        """;

    [Fact]
    public void An_execution_waits_between_two_states_and_its_history_does_not_show_it()
    {
        var chain = Chain.Replace("\"Choices\":[]", "\"Choices\":[{\"Variable\":\"$.x\",\"IsPresent\":true,\"Next\":\"A\"}]", StringComparison.Ordinal);
        var run = Run.Of(chain, freeTransitions: 1);
        Assert.Equal((ExecutionStatus.Running, 3), (run.Status, run.History.Length));
        Assert.Equal(Run.Beginning.AddSeconds(1), run.Execution.NextDue());
        run.Advance(1);
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(1);
        Assert.Equal((ExecutionStatus.Succeeded, "1"), (run.Status, run.Output));
        Assert.Equal(Run.Of(chain).History, run.History);
        Assert.Equal(2, run.Events.Count(entry => entry.Detail is EventDetail.TransitionThrottled));
    }

    [Fact]
    public void The_first_state_is_a_transition_too()
    {
        var run = Run.Of(""" "A":{"Type":"Pass","End":true} """, freeTransitions: 0);
        Assert.Equal(["1 0 ExecutionStarted"], run.History);
        Assert.Equal(ExecutionStatus.Succeeded, run.Advance(1).Status);
    }

    [Fact]
    public void A_retry_takes_a_transition()
    {
        var run = Run.Of(
            $$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,
                 "Retry":[{"ErrorEquals":["States.ALL"],"IntervalSeconds":1,"MaxAttempts":1}]}
            """,
            freeTransitions: 1).Take("T").Fail("T").Advance(1);
        Assert.DoesNotContain(run.Frames(), frame => frame.Pending is Pending.Task);
        run.Advance(1).Take("T").Succeed("T", "2");
        Assert.Equal((ExecutionStatus.Succeeded, "2"), (run.Status, run.Output));
    }

    [Fact]
    public void Branches_get_their_turns_one_after_the_other()
    {
        static string Branch(string name) => $$"""{"StartAt":"{{name}}","States":{"{{name}}":{"Type":"Pass","End":true} } }""";
        var run = Run.Of(
            $$""" "P":{"Type":"Parallel","End":true,"Branches":[{{Branch("X")}},{{Branch("Y")}},{{Branch("Z")}}]} """, freeTransitions: 1);
        for (var entered = 0; entered <= 3; entered++)
        {
            Assert.Equal(entered, run.History.Count(line => line.Contains("PassStateEntered", StringComparison.Ordinal)));
            run.Advance(1);
        }
        Assert.Equal((ExecutionStatus.Succeeded, "[{},{},{}]"), (run.Status, run.Output));
    }

    [Fact]
    public void Who_waits_can_be_stopped_and_redriven_behind_any_state()
    {
        var chain = Chain.Replace("\"Choices\":[]", "\"Choices\":[{\"Variable\":\"$.x\",\"IsPresent\":true,\"Next\":\"A\"}]", StringComparison.Ordinal);
        var run = Run.Of(chain, freeTransitions: 2).Send(new Command.Stop(null, null));
        Assert.Equal((ExecutionStatus.Aborted, null), (run.Status, run.Execution.NextDue()));
        run.Send(new Command.Redrive());
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(3);
        Assert.Equal((ExecutionStatus.Succeeded, "1"), (run.Status, run.Output));
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 PassStateEntered A", "3 2 PassStateExited A", "4 3 ChoiceStateEntered B", "5 4 ChoiceStateExited B",
                "6 5 ExecutionAborted", "7 6 ExecutionRedriven", "8 7 PassStateEntered C", "9 8 PassStateExited C", "10 9 ExecutionSucceeded",
            ],
            run.History);
    }

    [Fact]
    public void The_time_of_an_execution_runs_while_it_waits()
    {
        var run = Run.Start(
            """{"StartAt":"A","TimeoutSeconds":2,"States":{"A":{"Type":"Pass","Next":"B"},"B":{"Type":"Wait","Seconds":9,"End":true}}}""",
            freeTransitions: 1);
        Assert.Equal(ExecutionStatus.TimedOut, run.Advance(2).Status);
    }
}
