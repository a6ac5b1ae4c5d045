using System.Collections.Immutable;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class ParallelParser
{
    public static ParallelState? Parse(StateScope state)
    {
        var flow = FlowParser.Read(state);
        var branches = Branches(state);
        var errors = ErrorHandlingParser.Read(state);
        return state.ReadTransition() is { } transition
            ? new ParallelState(state.Name, state.Comment, flow, branches, errors, transition)
            : null;
    }

    private static ImmutableArray<StateGraph> Branches(StateScope state)
    {
        if (state.Fields.Items("Branches") is not { } items) return [];
        var branches = ImmutableArray.CreateBuilder<StateGraph>(items.Count);
        var index = 0;
        foreach (var item in items.Items)
        {
            var place = state.Fields.At("Branches")[index++];
            if (Fields.Of(item, place, state.Definition.Language, state.Findings) is { } fields
                && GraphParser.ParseNested(fields, FieldNames.Branch, state.Type, state.Graph, state.Definition) is { } branch)
            {
                branches.Add(branch);
            }
        }

        return branches.ToImmutable();
    }
}
