using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;

namespace Stepwell.States.Testing;

/// <summary>
/// What the engine notes while somebody looks on, and what that somebody changes about the state under test. Belongs to one test; not
/// thread-safe. Executions have none, and pay a comparison with null for it.
/// </summary>
public sealed class Inspection
{
    private readonly Dictionary<InspectionStage, JsonValue> _stages = [];

    /// <summary>What the state sees as its context object; missing: one that is made up as AWS does.</summary>
    public JsonValue MockedContext { get; init; }

    /// <summary>How often the retrier that matches has retried before.</summary>
    public int RetriesUsed { get; init; }

    /// <summary>The states around the one under test, innermost first: they handle the failures that it does not.</summary>
    public IReadOnlyList<State> Around { get; init; } = [];

    /// <summary>How many iterations of a Map have failed before.</summary>
    public long FailedIterations { get; init; }

    /// <summary>Null unless a Map was tested and its items are known.</summary>
    public int? ItemCount { get; private set; }

    public long? MaxConcurrency { get; private set; }

    public long? ToleratedFailureCount { get; private set; }

    public double? ToleratedFailurePercentage { get; private set; }

    /// <summary>The retrier that matches the failure, whether it has attempts left or not.</summary>
    public int? RetryIndex { get; private set; }

    /// <summary>Null when no attempt is left.</summary>
    public long? RetryBackoffSeconds { get; private set; }

    public int? CatchIndex { get; private set; }

    /// <summary>Of the failure that was retried or caught.</summary>
    public string? Error { get; private set; }

    public string? Cause { get; private set; }

    /// <summary>Missing when the state has not come to that place, or does not have it.</summary>
    public JsonValue this[InspectionStage stage] => _stages.GetValueOrDefault(stage);

    internal void Note(InspectionStage stage, JsonValue value) => _stages[stage] = value;

    internal void NoteMap(int itemCount, long maxConcurrency, FailureTolerance tolerance) =>
        (ItemCount, MaxConcurrency, ToleratedFailureCount, ToleratedFailurePercentage) =
        (itemCount, maxConcurrency, tolerance.Count, tolerance.Percentage);

    internal void NoteRetrier(int index, Failure failure) => (RetryIndex, Error, Cause) = (index, failure.Error, failure.Cause);

    internal void NoteRetry(TimeSpan backoff) => RetryBackoffSeconds = (long)backoff.TotalSeconds;

    internal void NoteCatcher(int index, Failure failure) => (CatchIndex, Error, Cause) = (index, failure.Error, failure.Cause);
}
