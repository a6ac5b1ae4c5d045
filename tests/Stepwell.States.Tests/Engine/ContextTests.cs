using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

/// <summary>What <c>$$</c> selects from.</summary>
public sealed class ContextTests
{
    [Fact]
    public void The_context_tells_of_execution_machine_and_state() =>
        Assert.Equal(
            """
            {"Execution":{"Id":"arn:aws:states:us-east-1:000000000000:execution:machine:run","Input":{"n":1},"StartTime":"2026-01-01T00:00:00.000Z",
            "Name":"run","RoleArn":"arn:aws:iam::000000000000:role/r","RedriveCount":0},
            "StateMachine":{"Id":"arn:aws:states:us-east-1:000000000000:stateMachine:machine","Name":"machine"},
            "State":{"Name":"S","EnteredTime":"2026-01-01T00:00:00.000Z"}}
            """.ReplaceLineEndings(""),
            Run.Through("""{"Type":"Pass","InputPath":"$$","End":true}""", """{"n":1}"""));

    [Fact]
    public void EnteredTime_is_that_of_the_state_and_Input_that_of_the_execution()
    {
        var run = Run.Of("""
            "W":{"Type":"Wait","Seconds":61,"OutputPath":null,"Next":"P"},
            "P":{"Type":"Pass","Parameters":{"t.$":"$$.State.EnteredTime","i.$":"$$.Execution.Input.n"},"End":true}
            """, """{"n":1}""").Advance(61);
        Assert.Equal("""{"t":"2026-01-01T00:01:01.000Z","i":1}""", run.Output);
    }

    [Fact]
    public void The_item_of_a_Map_is_seen_in_all_states_of_its_iteration_and_in_those_below()
    {
        var run = Run.Of("""
            "M":{"Type":"Map","End":true,"ItemSelector":{},"ItemProcessor":{"StartAt":"A","States":{"A":{"Type":"Pass","Next":"P"},
              "P":{"Type":"Parallel","End":true,"Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Parameters":{"i.$":"$$.Map.Item"},"End":true}}}]}}}}
            """, """["x","y"]""");
        Assert.Equal("""[[{"i":{"Index":0,"Value":"x"}}],[{"i":{"Index":1,"Value":"y"}}]]""", run.Output);
    }

    [Fact]
    public void Outside_of_a_Map_there_is_no_item()
    {
        var run = Run.Of(""" "S":{"Type":"Pass","Parameters":{"i.$":"$$.Map.Item.Index"},"End":true} """);
        Assert.Equal(ErrorNames.Runtime, run.Execution.Error);
    }

    [Fact]
    public void Activities_have_a_token_that_their_parameters_do_not_show()
    {
        var run = Run.Of($$$""" "T":{"Type":"Task","Resource":"{{{Run.Activity}}}","Parameters":{"t.$":"$$.Task.Token"},"End":true} """);
        Assert.Equal(ErrorNames.Runtime, run.Execution.Error);
    }
}
