using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine;

namespace Stepwell.States.Testing;

/// <summary>A state and what it starts with.</summary>
/// <param name="Graph">The states among which it stands; only it is run.</param>
/// <param name="Start">Who the state may think it runs for; the input is that of the execution and of the state.</param>
/// <param name="Variables">An object.</param>
/// <param name="Mock">Null: the state is carried out.</param>
/// <param name="Map">What is known of a Map besides its mock.</param>
public sealed record StateTestSetup(
    StateMachine Machine,
    StateGraph Graph,
    State State,
    Command.Start Start,
    JsonValue Variables,
    StateMock? Mock,
    MapTestSetup Map)
{
    /// <summary>The longest that a test may take.</summary>
    /// <remarks>TestState API reference: five minutes, then States.Timeout.</remarks>
    private const long MaxSeconds = 300;

    /// <summary>The machine in which that state comes first.</summary>
    internal StateMachine TestedMachine => Machine with { Graph = Graph with { StartAt = State.Name }, TimeoutSeconds = MaxSeconds };
}

/// <param name="ReaderItems">What the item reader has read; missing: nothing is known of it.</param>
/// <param name="HasItemsPointer">The items are what a pointer of the reader selects from its data.</param>
public sealed record MapTestSetup(JsonValue ReaderItems, bool HasItemsPointer)
{
    public static readonly MapTestSetup None = new(default, false);
}
