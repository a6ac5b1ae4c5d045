using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Engine;

/// <summary>Choice states.</summary>
internal sealed partial class Activation
{
    private string? ExecuteChoice(Frame frame, ChoiceState state)
    {
        var flow = FlowOf(frame, state);
        if (flow.Input().Failed(out var input, out var failure))
            return Fail(frame, state, failure);
        foreach (var rule in state.Choices)
        {
            if (Conditions.Holds(rule.Condition, flow, input).Failed(out var holds, out failure))
                return Fail(frame, state, failure);
            if (holds)
                return Choose(frame, state, flow.Output(rule, input), flow.Assign(rule.Assign, input), rule.Next);
        }
        if (state.Default is null)
        {
            // AWS's words, as users have reported them.
            const string Cause = "Failed to transition out of the state. The state does not point to a next state.";
            return Fail(frame, state, new Failure(ErrorNames.NoChoiceMatched, Cause)
            {
                IsAboutState = true,
            });
        }
        return Choose(frame, state, flow.Output(input), flow.Assign(input), state.Default);
    }

    private string? Choose(Frame frame, ChoiceState state, Outcome<JsonValue> chosen, Outcome<JsonValue> assignment, string next)
    {
        if (chosen.Failed(out var output, out var failure) || assignment.Failed(out var assigned, out failure))
            return Fail(frame, state, failure);
        return Leave(frame, state, output, assigned, new Transition.Next(next));
    }
}
