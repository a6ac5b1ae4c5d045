using System.Collections.Immutable;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using StateMachineType = Stepwell.States.Definition.StateMachineType;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>The state that a TestState request is about, and the states among which it stands.</summary>
/// <param name="Around">The Map and Parallel states that it is in, innermost first.</param>
internal sealed record TestSubject(StateMachine Machine, StateGraph Graph, State State, ImmutableArray<State> Around)
{
    /// <summary>A definition is that of a state, or of a whole machine where the request names a state of it.</summary>
    /// <exception cref="InvalidDefinitionException">The definition is not valid.</exception>
    /// <exception cref="ValidationException">The machine has no state of that name.</exception>
    public static TestSubject Of(TestStateInput input)
    {
        var parsed = input.StateName is null
            ? StateDefinitionParser.Parse(input.Definition)
            : DefinitionParser.Parse(input.Definition, StateMachineType.Standard);
        if (parsed.Machine is not { } machine)
            throw new InvalidDefinitionException(InvalidDefinition.Message(parsed.Findings));
        return Find(machine, machine.Graph, input.StateName ?? machine.Graph.StartAt, [])
            ?? throw new ValidationException("State not found in definition");
    }

    /// <summary>The state of that name within this one; null: there is none.</summary>
    public State? Inner(string name) =>
        Nested(State).Select(graph => Find(Machine, graph, name, [])?.State).FirstOrDefault(found => found is not null);

    private static TestSubject? Find(StateMachine machine, StateGraph graph, string name, ImmutableArray<State> around)
    {
        if (graph.States.TryGetValue(name, out var state))
            return new TestSubject(machine, graph, state, around);
        foreach (var outer in graph.States.Values)
        {
            foreach (var nested in Nested(outer))
            {
                if (Find(machine, nested, name, [outer, .. around]) is { } found)
                    return found;
            }
        }
        return null;
    }

    private static ImmutableArray<StateGraph> Nested(State state) => state switch
    {
        ParallelState parallel => parallel.Branches,
        MapState map => [map.ItemProcessor],
        _ => [],
    };
}
