using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

public sealed class CatchTests
{
    private const string Caught = """{"Error":"Oops","Cause":"It broke."}""";

    [Fact]
    public void A_catcher_leaves_the_state_with_the_error_as_output()
    {
        var run = Task("""{"ErrorEquals":["Oops"],"Next":"C"}""").Take("T").Fail("T");
        Assert.Equal((ExecutionStatus.Succeeded, Caught), (run.Status, run.Output));
        Assert.Equal(["5 4 ActivityFailed", "6 5 TaskStateExited T", "7 6 PassStateEntered C"], run.History[4..7]);
    }

    [Theory]
    [InlineData("\"$.e\"", """{"a":1,"e":{"Error":"Oops","Cause":"It broke."}}""")]
    [InlineData("\"$\"", Caught)]
    [InlineData("null", """{"a":1}""")]
    public void ResultPath_of_a_catcher_places_the_error(string path, string output)
    {
        var run = Task($$"""{"ErrorEquals":["States.ALL"],"ResultPath":{{path}},"Next":"C"}""").Take("T").Fail("T");
        Assert.Equal(output, run.Output);
    }

    [Fact]
    public void The_first_catcher_that_names_the_error_takes_it()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Catch":[
              {"ErrorEquals":["Other"],"Next":"A"},{"ErrorEquals":["X","Oops"],"Next":"B"},{"ErrorEquals":["States.ALL"],"Next":"A"}]},
            "A":{"Type":"Pass","Result":"A","End":true},"B":{"Type":"Pass","Result":"B","End":true}
            """).Take("T").Fail("T");
        Assert.Equal("\"B\"", run.Output);
    }

    [Fact]
    public void Retries_come_before_catchers()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Retry":[{"ErrorEquals":["Oops"],"MaxAttempts":1}],
                 "Catch":[{"ErrorEquals":["States.ALL"],"Next":"C"}]},"C":{"Type":"Pass","End":true}
            """).Take("T").Fail("T");
        Assert.Equal(ExecutionStatus.Running, run.Status);
        run.Advance(1).Take("T").Fail("T");
        Assert.Equal(Caught, run.Output);
    }

    [Theory]
    [InlineData("States.ALL", "States.DataLimitExceeded", true)]
    [InlineData("States.DataLimitExceeded", "States.DataLimitExceeded", true)]
    [InlineData("States.TaskFailed", "States.Timeout", false)]
    [InlineData("States.TaskFailed", "Anything", true)]
    [InlineData("States.Timeout", "States.Timeout", true)]
    public void Reserved_names_take_what_AWS_lets_them_take(string named, string error, bool isCaught)
    {
        var run = Task($$"""{"ErrorEquals":["{{named}}"],"Next":"C"}""").Take("T").Fail("T", error);
        Assert.Equal(isCaught ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, run.Status);
    }

    [Theory]
    [InlineData("States.ALL")]
    [InlineData("States.Runtime")]
    public void Errors_of_the_definition_against_its_data_are_caught_by_nothing(string named)
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","OutputPath":"$.no","End":true,"Catch":[{"ErrorEquals":["{{named}}"],"Next":"C"}]},
            "C":{"Type":"Pass","End":true}
            """).Take("T").Succeed("T");
        Assert.Equal((ExecutionStatus.Failed, ErrorNames.Runtime), (run.Status, run.Execution.Error));
    }

    [Fact]
    public void A_result_that_does_not_fit_can_be_caught_by_its_name()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","ResultPath":"$.a.b","End":true,
                 "Catch":[{"ErrorEquals":["States.ResultPathMatchFailure"],"Next":"C"}]},
            "C":{"Type":"Pass","OutputPath":"$.Error","End":true}
            """, """{"a":"text"}""").Take("T").Succeed("T");
        Assert.Equal("\"States.ResultPathMatchFailure\"", run.Output);
    }

    [Fact]
    public void A_catcher_assigns_variables_from_the_error()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,
                 "Catch":[{"ErrorEquals":["States.ALL"],"Assign":{"why.$":"$.Cause"},"ResultPath":null,"Next":"C"}]},
            "C":{"Type":"Pass","Parameters":{"why.$":"$why"},"End":true}
            """).Take("T").Fail("T");
        Assert.Equal("""{"why":"It broke."}""", run.Output);
    }

    [Fact]
    public void A_catcher_whose_ResultPath_does_not_fit_fails_the_state_for_that()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.a.b","Next":"C"}]},
            "C":{"Type":"Pass","End":true}
            """, """{"a":"text"}""").Take("T").Fail("T");
        Assert.Equal((ExecutionStatus.Failed, "States.ResultPathMatchFailure"), (run.Status, run.Execution.Error));
    }

    [Fact]
    public void An_error_caught_may_lead_back_to_the_state_itself()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true,"Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":null,"Next":"T"}]}
            """).Take("T").Fail("T").Take("T").Fail("T").Take("T").Succeed("T", "1");
        Assert.Equal("1", run.Output);
    }

    private static Run Task(string catcher) => Run.Of($$"""
        "T":{"Type":"Task","Resource":"{{Run.Activity}}","Catch":[{{catcher}}],"End":true},"C":{"Type":"Pass","End":true}
        """, """{"a":1}""");
}
