using Stepwell.Json;

namespace Stepwell.Integrations;

/// <summary>What became of a task that was handed to an integration. A failure is a value, not an exception.</summary>
public abstract record TaskOutcome
{
    public sealed record Succeeded(JsonValue Output) : TaskOutcome;

    /// <param name="Error">The error name that Retry and Catch match.</param>
    public sealed record Failed(string Error, string Cause) : TaskOutcome;

    /// <summary>
    /// The call was accepted (<c>.sync</c>, <c>.sync:2</c>, <c>.waitForTaskToken</c>); the task's result comes later.
    /// <c>Output</c> is what TaskSubmitted shows.
    /// </summary>
    public sealed record Submitted(JsonValue Output) : TaskOutcome;
}
