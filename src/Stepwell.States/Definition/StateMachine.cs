using System.Collections.Frozen;

namespace Stepwell.States.Definition;

/// <summary>
/// A parsed Amazon States Language definition: immutable, shared by all of its executions, with every expression compiled.
/// </summary>
/// <param name="TimeoutSeconds">Longest time an execution may run; null where the definition gives none.</param>
public sealed record StateMachine(StateGraph Graph, string? Comment, string? Version, QueryLanguage QueryLanguage, long? TimeoutSeconds);

/// <summary>A set of states with an entrance: the top level of a machine, a Parallel branch, or a Map's item processor.</summary>
public sealed record StateGraph(string StartAt, FrozenDictionary<string, State> States)
{
    /// <summary>The state of that name. The parser has checked that every name mentioned exists.</summary>
    public State this[string name] => States[name];
}

public enum QueryLanguage
{
    JsonPath,
    Jsonata,
}
