using System.Collections.Immutable;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class ChoiceParser
{
    public static ChoiceState Parse(StateScope state)
    {
        var flow = FlowParser.Read(state);
        var rules = ImmutableArray.CreateBuilder<ChoiceRule>();
        var index = 0;
        foreach (var value in state.Fields.Items("Choices")?.Items ?? default)
        {
            if (Rule(value, state.Fields.At("Choices")[index++], state) is { } rule) rules.Add(rule);
        }

        var fallback = state.Fields.Text("Default");
        if (fallback is not null) state.Mention(fallback, state.Fields.At("Default"));
        return new ChoiceState(state.Name, state.Comment, flow, rules.ToImmutable(), fallback);
    }

    private static ChoiceRule? Rule(JsonValue value, Place place, StateScope state)
    {
        if (Fields.Of(value, place, state.Fields.Language, state.Findings) is not { } fields) return null;
        fields.Require("Next");
        fields.Allow(ConditionParser.RuleFields);
        fields.Text("Comment");
        var condition = ConditionParser.Read(fields);
        var assign = AssignParser.Read(fields, state.Graph, StatesFields.None);
        var output = JsonataParser.Template(fields, "Output");
        if (fields.Text("Next") is not { } next) return null;
        state.Mention(next, fields.At("Next"));
        return condition is null ? null : new ChoiceRule(condition, next, assign, output);
    }
}
