using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;
using Stepwell.States.Parsing;
using StateMachineType = Stepwell.States.Definition.StateMachineType;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>The state that a TestState request is about, and the states among which it stands.</summary>
internal sealed record TestSubject(StateMachine Machine, StateGraph Graph, State State)
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
        return Find(machine, machine.Graph, input.StateName ?? machine.Graph.StartAt)
            ?? throw new ValidationException("State not found in definition");
    }

    /// <summary>Whether the state is around one of that name.</summary>
    public bool Holds(string name) => Nested(State).Any(graph => Find(Machine, graph, name) is not null);

    private static TestSubject? Find(StateMachine machine, StateGraph graph, string name)
    {
        if (graph.States.TryGetValue(name, out var state))
            return new TestSubject(machine, graph, state);
        return graph.States.Values.SelectMany(Nested).Select(nested => Find(machine, nested, name)).FirstOrDefault(found => found is not null);
    }

    private static IEnumerable<StateGraph> Nested(State state) => state switch
    {
        ParallelState parallel => parallel.Branches,
        MapState map => [map.ItemProcessor],
        _ => [],
    };
}
