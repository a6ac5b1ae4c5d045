using Stepwell.Json;

namespace Stepwell.States.Testing;

/// <summary>What a Task, Map or Parallel state under test is to have come to, instead of being carried out.</summary>
public abstract record StateMock
{
    public sealed record Result(JsonValue Value) : StateMock;

    /// <param name="IsOfTask">The error comes from a Task, and not from another state within the Map or Parallel under test.</param>
    public sealed record ErrorOutput(string? Error, string? Cause, bool IsOfTask = true) : StateMock;
}
