using System.Collections.Immutable;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>Which workflow variables each state reads: the <c>variableReferences</c> of DescribeStateMachine.</summary>
public static class VariableReferences
{
    /// <summary>
    /// By state name, those of branches and item processors included; names of variables in ordinal order. States that read none are
    /// absent.
    /// </summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> Of(StateMachine machine)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var references = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        Collect(machine.Graph, references);
        return references.ToImmutable();
    }

    private static void Collect(StateGraph graph, ImmutableSortedDictionary<string, ImmutableArray<string>>.Builder references)
    {
        foreach (var state in graph.States.Values)
        {
            var names = StateVariables.Of(state);
            if (!names.IsEmpty) references.Add(state.Name, names);
            foreach (var inner in GraphsIn(state)) Collect(inner, references);
        }
    }

    private static ImmutableArray<StateGraph> GraphsIn(State state) => state switch
    {
        ParallelState parallel => parallel.Branches,
        MapState map => [map.ItemProcessor],
        _ => [],
    };
}
