using Stepwell.States.Definition;

namespace Stepwell.States.Engine.MapRuns;

/// <summary>The item processor of a distributed Map as a state machine of its own, which is what its child executions run.</summary>
public static class ChildMachines
{
    /// <exception cref="ArgumentException">The machine has no Map state of that name.</exception>
    public static StateMachine Of(StateMachine machine, string mapStateName)
    {
        ArgumentNullException.ThrowIfNull(machine);
        var map = Find(machine, mapStateName);
        return new StateMachine(map.ItemProcessor, Comment: null, Version: null, machine.QueryLanguage, TimeoutSeconds: null);
    }

    internal static MapState Find(StateMachine machine, string mapStateName) =>
        Find(machine.Graph, mapStateName)
        ?? throw new ArgumentException($"The state machine has no Map state '{mapStateName}'.", nameof(mapStateName));

    /// <summary>Names of states are unique in the whole machine.</summary>
    private static MapState? Find(StateGraph graph, string name)
    {
        if (graph.States.TryGetValue(name, out var state))
            return state as MapState;
        foreach (var outer in graph.States.Values)
        {
            var found = outer switch
            {
                MapState map => Find(map.ItemProcessor, name),
                ParallelState parallel => parallel.Branches.Select(branch => Find(branch, name)).FirstOrDefault(map => map is not null),
                _ => null,
            };
            if (found is not null)
                return found;
        }
        return null;
    }
}
