using Stepwell.Json;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>The children of a redriven Map Run that did not succeed and have not been started again yet.</summary>
/// <param name="Next">Number of the first child that has not been looked at.</param>
/// <param name="Items">How many items they have, by how they ended.</param>
/// <param name="Children">How many they are, by how they ended.</param>
internal sealed record PendingRedrive(long Next, MapRunCounts Items, MapRunCounts Children)
{
    public bool IsEmpty => Children.Unsuccessful == 0;

    /// <summary>Whether a child with that number and status is among them.</summary>
    public bool Has(long number, ExecutionStatus status) =>
        number >= Next && status is ExecutionStatus.Failed or ExecutionStatus.TimedOut or ExecutionStatus.Aborted;

    /// <summary>One of them is started again.</summary>
    public PendingRedrive Without(ExecutionStatus status, long itemCount) =>
        this with { Items = Items.Add(status, -itemCount), Children = Children.Add(status, -1) };

    public JsonValue ToJson() => JsonValue.Array(JsonValue.Number(Next), Items.ToJson(), Children.ToJson());

    public static PendingRedrive? Parse(JsonValue json) => json.IsArray && json[0].TryGetInt64(out var next)
        ? new PendingRedrive(next, MapRunCounts.Parse(json[1]), MapRunCounts.Parse(json[2]))
        : null;
}
