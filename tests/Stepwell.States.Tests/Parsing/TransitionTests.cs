using Stepwell.States.Definition;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class TransitionTests
{
    [Fact]
    public void State_goes_on_or_ends()
    {
        Assert.Equal(Transition.End, State<PassState>("""{"Type":"Pass","End":true}""").Transition);
        Assert.Equal(new Transition.Next("E"), State<PassState>("""{"Type":"Pass","Next":"E"},"E":{"Type":"Succeed"}""").Transition);
    }

    [Theory]
    [InlineData("""{"Type":"Pass"}""", "This object should have only one of the following fields: [Next, End] at /States/S")]
    [InlineData("""{"Type":"Pass","End":false}""", "This object should have only one of the following fields: [Next, End] at /States/S")]
    [InlineData("""{"Type":"Pass","Next":"S","End":true}""", "There should only be one of the following fields: [Next, End] at /States/S")]
    [InlineData(
        """{"Type":"Pass","End":true,"Next":7}""",
        "Expected value of type String at /States/S/Next|There should only be one of the following fields: [Next, End] at /States/S")]
    public void Exactly_one_of_Next_and_End_is_given(string state, string expected) =>
        Assert.Equal(string.Join('\n', expected.Split('|').Select(line => "SCHEMA_VALIDATION_FAILED: " + line)), ErrorsOfState(state));

    [Fact]
    public void End_that_is_no_boolean_is_refused() => Assert.Contains(
        Schema("Expected value of type Boolean", "/States/S/End"),
        ErrorsOfState("""{"Type":"Pass","End":"true"}"""),
        StringComparison.Ordinal);

    [Fact]
    public void Missing_target_is_found_and_so_is_the_state_that_nothing_reaches() => Assert.Equal(
        """
        MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/pass1/Next
        MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2
        """,
        Errors("""{"StartAt":"pass1","States":{"pass1":{"Type":"Pass","Next":"pass3"},"pass2":{"Type":"Pass","End":true}}}"""));

    [Fact]
    public void Missing_first_state_leaves_states_that_others_name_reachable() => Assert.Equal(
        """
        MISSING_TRANSITION_TARGET: Missing 'Next' target: Not sure at /StartAt
        MISSING_TRANSITION_TARGET: State "Pass One" is not reachable. at /States/Pass One
        """,
        Errors("""{"StartAt":"Not sure","States":{"Pass One":{"Type":"Pass","Next":"Success"},"Success":{"Type":"Succeed"}}}"""));

    [Fact]
    public void Machine_without_terminal_state_is_refused_and_then_reachability_is_not_judged() => Assert.Equal(
        "MISSING_END_STATE: Workflow has no terminal state at ",
        ErrorsOfState("""{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"S"},"C":{"Type":"Pass","Next":"S"}"""));

    [Fact]
    public void Loop_beside_an_unreachable_end_is_refused_for_that_end() => Assert.Equal(
        "MISSING_TRANSITION_TARGET: State \"C\" is not reachable. at /States/C",
        ErrorsOfState("""{"Type":"Pass","Next":"B"},"B":{"Type":"Pass","Next":"S"},"C":{"Type":"Pass","End":true}"""));

    [Theory]
    [InlineData("""{"Type":"Pass","Next":"NOPE"}""", "/States/S/Next")]
    [InlineData("""{"Type":"Choice","Choices":[{"Variable":"$.a","IsNull":true,"Next":"NOPE"}]}""", "/States/S/Choices[0]/Next")]
    [InlineData("""{"Type":"Choice","Default":"NOPE","Choices":[{"Variable":"$.a","IsNull":true,"Next":"S"}]}""", "/States/S/Default")]
    public void Any_place_that_names_a_state_must_name_one_that_exists(string state, string location) => Assert.Equal(
        $"MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at {location}\nMISSING_END_STATE: Workflow has no terminal state at ",
        ErrorsOfState(state));

    [Fact]
    public void Catcher_must_name_a_state_that_exists() => Assert.Equal(
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/S/Catch[0]/Next",
        ErrorsOfState("""
            {"Type":"Task","Resource":"arn:aws:lambda:us-east-1:111111111111:function:f","End":true,
             "Catch":[{"ErrorEquals":["States.ALL"],"Next":"NOPE"}]}
            """));

    [Fact]
    public void Branch_cannot_name_states_around_it() => Assert.Equal(
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Outside at /States/P/Branches[0]/States/B/Next\n"
        + "MISSING_END_STATE: Workflow has no terminal state at ",
        Errors("""
            {"StartAt":"P","States":{
             "P":{"Type":"Parallel","Next":"Outside","Branches":[{"StartAt":"B","States":{"B":{"Type":"Pass","Next":"Outside"}}}]},
             "Outside":{"Type":"Succeed"}}}
            """));
}
