using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

/// <summary>The states that finish at once, and the order of history.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_chain_of_states_is_one_decision_with_the_history_that_AWS_shows()
    {
        var run = Run.Of("""
            "A":{"Type":"Pass","Next":"B"},
            "B":{"Type":"Choice","Choices":[{"Variable":"$.n","NumericEquals":1,"Next":"C"}],"Default":"A"},
            "C":{"Type":"Succeed"}
            """, """{"n":1}""");
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 PassStateEntered A", "3 2 PassStateExited A", "4 3 ChoiceStateEntered B", "5 4 ChoiceStateExited B",
                "6 5 SucceedStateEntered C", "7 6 SucceedStateExited C", "8 7 ExecutionSucceeded",
            ],
            run.History);
        Assert.Single(run.Journal);
        Assert.IsType<Effect.Close>(Assert.Single(run.Effects));
    }

    [Fact]
    public void Pass_hands_its_input_on_byte_for_byte() =>
        Assert.Equal("""{"b" : 1.10, "a":[ 1E2 ]}""", Run.Through("""{"Type":"Pass","End":true}""", """{"b" : 1.10, "a":[ 1E2 ]}"""));

    [Theory]
    [InlineData("null")]
    [InlineData("false")]
    [InlineData("""{"x.$":"$.not.a.path"}""")]
    public void Result_of_a_Pass_is_taken_as_it_stands(string result) =>
        Assert.Equal(result, Run.Through($$"""{"Type":"Pass","Result":{{result}},"End":true}"""));

    [Fact]
    public void Succeed_applies_InputPath_and_OutputPath() =>
        Assert.Equal("1", Run.Through("""{"Type":"Succeed","InputPath":"$.a","OutputPath":"$.b"}""", """{"a":{"b":1}}"""));

    [Fact]
    public void Fail_fails_with_its_error_and_cause_and_names_its_entry_as_the_reason()
    {
        var run = Run.Of(""" "F":{"Type":"Fail","Error":"E","Cause":"c"} """);
        Assert.Equal((ExecutionStatus.Failed, "E: c"), (run.Status, run.Failure));
        Assert.Equal(["1 0 ExecutionStarted", "2 0 FailStateEntered F", "3 2 ExecutionFailed"], run.History);
    }

    [Fact]
    public void Fail_without_error_and_cause_has_neither()
    {
        var run = Run.Of(""" "F":{"Type":"Fail"} """);
        Assert.Equal((ExecutionStatus.Failed, null, null), (run.Status, run.Execution.Error, run.Execution.Cause));
    }

    [Fact]
    public void Fail_reads_error_and_cause_from_paths_and_intrinsic_functions()
    {
        var run = Run.Of(""" "F":{"Type":"Fail","ErrorPath":"$.e","CausePath":"States.Format('{}!', $.c)"} """, """{"e":"E","c":"because"}""");
        Assert.Equal("E: because!", run.Failure);
    }

    [Fact]
    public void Fail_whose_ErrorPath_selects_no_string_fails_for_that()
    {
        var run = Run.Of(""" "F":{"Type":"Fail","ErrorPath":"$.e"} """, """{"e":1}""");
        Assert.Equal(ErrorNames.Runtime, run.Execution.Error);
        Assert.StartsWith("An error occurred while executing the state 'F' (entered at the event id #2). ", run.Execution.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Same_machine_input_and_environment_make_the_same_bytes()
    {
        static Run Go() => Run.Of(
            """
            "P":{"Type":"Parallel","Branches":[
              {"StartAt":"U","States":{"U":{"Type":"Pass","Parameters":{"u.$":"States.UUID()","r.$":"States.MathRandom(1, 1000)"},"End":true}}},
              {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":5,"End":true}}}],"End":true}
            """, random: new Random(7)).Advance(10);
        Assert.Equal(Go().Journal.Select(Convert.ToHexString), Go().Journal.Select(Convert.ToHexString));
    }
}
