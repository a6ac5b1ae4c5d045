using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

/// <summary>Variables: Assign, and where they can be seen.</summary>
public sealed class VariableTests
{
    [Fact]
    public void A_variable_is_there_for_all_later_states()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Assign":{"x.$":"$.n","y":[1]},"Next":"B"},"B":{"Type":"Pass","Result":{},"Next":"C"},
            "C":{"Type":"Pass","Parameters":{"x.$":"$x","y.$":"$y[0]"},"End":true}
            """, """{"n":{"deep":true}}""");
        Assert.Equal("""{"x":{"deep":true},"y":1}""", run.Output);
    }

    [Fact]
    public void Assignments_of_one_state_see_the_values_from_before_it()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Assign":{"x":1,"y":2},"Next":"B"},"B":{"Type":"Pass","Assign":{"x.$":"$y","y.$":"$x"},"Next":"C"},
            "C":{"Type":"Pass","Parameters":{"x.$":"$x","y.$":"$y"},"End":true}
            """);
        Assert.Equal("""{"x":2,"y":1}""", run.Output);
    }

    [Fact]
    public void Assign_of_a_task_sees_its_result_after_ResultSelector_and_OutputPath_does_not_matter()
    {
        var run = Run.Of($$"""
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","ResultSelector":{"r.$":"$.v"},"ResultPath":null,"OutputPath":null,"Assign":{"x.$":"$.r"},"Next":"C"},
            "C":{"Type":"Pass","Parameters":{"x.$":"$x"},"End":true}
            """).Take("T").Succeed("T", """{"v":7}""");
        Assert.Equal("""{"x":7}""", run.Output);
    }

    [Fact]
    public void Choice_assigns_what_its_rule_or_its_default_says()
    {
        const string States = """
            "C":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Assign":{"x":"rule"},"Next":"P"}],"Assign":{"x":"default"},"Default":"P"},
            "P":{"Type":"Pass","Parameters":{"x.$":"$x"},"End":true}
            """;
        Assert.Equal("""{"x":"rule"}""", Run.Of(States, """{"n":1}""").Output);
        Assert.Equal("""{"x":"default"}""", Run.Of(States, """{"n":2}""").Output);
    }

    [Fact]
    public void Conditions_and_waits_can_read_variables()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Assign":{"s":5},"Next":"W"},"W":{"Type":"Wait","SecondsPath":"$s","Assign":{"w":true},"Next":"C"},
            "C":{"Type":"Choice","Choices":[{"Variable":"$w","BooleanEquals":true,"Next":"E"}]},"E":{"Type":"Succeed"}
            """);
        Assert.Equal(run.Now.AddSeconds(5), run.Execution.NextDue());
        Assert.Equal(ExecutionStatus.Succeeded, run.Advance(5).Status);
    }

    [Fact]
    public void Branches_see_outer_variables_and_their_own_stay_inside()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Assign":{"outer":1},"Next":"P"},
            "P":{"Type":"Parallel","Next":"Z","Branches":[
              {"StartAt":"B","States":{"B":{"Type":"Pass","Assign":{"mine":2},"Next":"B2"},"B2":{"Type":"Pass","Parameters":{"o.$":"$outer","m.$":"$mine"},"End":true}}},
              {"StartAt":"C","States":{"C":{"Type":"Pass","Assign":{"mine":3},"Next":"C2"},"C2":{"Type":"Pass","Parameters":{"o.$":"$outer","m.$":"$mine"},"End":true}}}]},
            "Z":{"Type":"Pass","End":true}
            """);
        Assert.Equal("""[{"o":1,"m":2},{"o":1,"m":3}]""", run.Output);
        Assert.DoesNotContain(run.Events, entry => entry.Detail is Events.EventDetail.StateExited { Name: "Z" } && entry.FrameId != 1);
    }

    [Fact]
    public void Each_iteration_has_its_own_variables()
    {
        var run = Run.Of("""
            "M":{"Type":"Map","End":true,"ItemProcessor":{"StartAt":"A","States":{
              "A":{"Type":"Pass","Assign":{"v.$":"$"},"Next":"W"},"W":{"Type":"Wait","Seconds":1,"Next":"B"},"B":{"Type":"Pass","Parameters":{"v.$":"$v"},"End":true}}}}
            """, "[1,2]");
        Assert.Equal("""[{"v":1},{"v":2}]""", run.Advance(1).Output);
    }

    [Fact]
    public void A_retried_state_has_assigned_nothing()
    {
        var run = Run.Of($$"""
            "A":{"Type":"Pass","Assign":{"n":0},"Next":"T"},
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","Retry":[{"ErrorEquals":["E"]}],"Assign":{"n.$":"$"},"Next":"B"},
            "B":{"Type":"Pass","Parameters":{"n.$":"$n"},"End":true}
            """).Take("T").Fail("T", "E");
        Assert.Equal("""{"n":0}""", run.Execution.Root!.Variables.ToString());
        Assert.Equal("""{"n":9}""", run.Advance(1).Take("T").Succeed("T", "9").Output);
    }
}
