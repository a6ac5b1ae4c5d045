using System.Text.Json;

namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>One event of a history.</summary>
internal sealed record HistoryEntry(long Id, long PreviousId, string Type, decimal Timestamp, JsonElement Event)
{
    public bool IsEnd => Type is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionAborted" or "ExecutionTimedOut";

    public bool IsRedrive => Type == "ExecutionRedriven";

    /// <summary>Of an activity's task or an integration's, not of the state that has it.</summary>
    public bool IsOfTask =>
        (Type.StartsWith("Activity", StringComparison.Ordinal) || Type.StartsWith("Task", StringComparison.Ordinal))
        && !Type.StartsWith("TaskState", StringComparison.Ordinal);

    /// <summary>Which state is entered; null for another event.</summary>
    public string? Entered => Text("stateEnteredEventDetails", "name");

    /// <summary>Which state is left; null for another event.</summary>
    public string? Exited => Text("stateExitedEventDetails", "name");

    /// <summary>By which a result is known that a worker has given; null for another event.</summary>
    public string? Mark => Type switch
    {
        "ActivitySucceeded" => Text("activitySucceededEventDetails", "output")?.Trim('"'),
        "TaskSucceeded" => Text("taskSucceededEventDetails", "output")?.Trim('"'),
        "ActivityFailed" => Text("activityFailedEventDetails", "cause"),
        "TaskFailed" => Text("taskFailedEventDetails", "cause"),
        _ => null,
    };

    public static HistoryEntry Of(JsonElement item) => new(
        item.GetProperty("id").GetInt64(),
        item.GetProperty("previousEventId").GetInt64(),
        item.GetProperty("type").GetString()!,
        item.GetProperty("timestamp").GetDecimal(),
        item);

    /// <summary>Null when there are no such details, or they have no such member.</summary>
    public string? Text(string details, string member) =>
        Event.TryGetProperty(details, out var found) && found.TryGetProperty(member, out var value) ? value.GetString() : null;

    public override string ToString() => $"{Id} after {PreviousId} at {Timestamp}: {Type} {Entered ?? Exited ?? Mark}";
}
