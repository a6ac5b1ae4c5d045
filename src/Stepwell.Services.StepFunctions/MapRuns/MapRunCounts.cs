using Stepwell.Json;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>How many items, or child executions, are in which state. Those that are pending follow from the total.</summary>
internal readonly record struct MapRunCounts(long Running, long Succeeded, long Failed, long TimedOut, long Aborted)
{
    public long Unsuccessful => Failed + TimedOut + Aborted;

    /// <summary>Failures that count against the tolerance; those that the Map Run stopped itself do not.</summary>
    public long Faulty => Failed + TimedOut;

    public long Ended => Succeeded + Unsuccessful;

    /// <summary>Those that did not succeed, and no others.</summary>
    public MapRunCounts OnlyFailures() => new(0, 0, Failed, TimedOut, Aborted);

    public MapRunCounts WithoutFailures() => new(Running, Succeeded, 0, 0, 0);

    public MapRunCounts Closed(ExecutionStatus status, long count) => (this with { Running = Running - count }).Add(status, count);

    /// <param name="count">Negative to take away.</param>
    public MapRunCounts Add(ExecutionStatus status, long count) => status switch
    {
        ExecutionStatus.Running => this with { Running = Running + count },
        ExecutionStatus.Succeeded => this with { Succeeded = Succeeded + count },
        ExecutionStatus.Failed => this with { Failed = Failed + count },
        ExecutionStatus.TimedOut => this with { TimedOut = TimedOut + count },
        ExecutionStatus.Aborted => this with { Aborted = Aborted + count },
        _ => throw new InvalidOperationException($"No child is {status}."),
    };

    public MapRunCounts Add(MapRunCounts other) => new(
        Running + other.Running, Succeeded + other.Succeeded, Failed + other.Failed, TimedOut + other.TimedOut, Aborted + other.Aborted);

    public JsonValue ToJson() => JsonValue.Array(
        JsonValue.Number(Running), JsonValue.Number(Succeeded), JsonValue.Number(Failed), JsonValue.Number(TimedOut), JsonValue.Number(Aborted));

    public static MapRunCounts Parse(JsonValue json) => new(At(json, 0), At(json, 1), At(json, 2), At(json, 3), At(json, 4));

    private static long At(JsonValue json, int index) => json[index].TryGetInt64(out var number) ? number : 0;
}
