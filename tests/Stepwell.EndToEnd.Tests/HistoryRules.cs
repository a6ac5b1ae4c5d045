using System.Text.Json;

namespace Stepwell.EndToEnd.Tests;

/// <summary>What is true of the history of every finished execution, whatever happened on the way.</summary>
internal static class HistoryRules
{
    private static readonly string[] EndsOfExecution = ["ExecutionSucceeded", "ExecutionFailed", "ExecutionAborted", "ExecutionTimedOut"];
    private static readonly string[] EndsOfTask = ["ActivitySucceeded", "ActivityFailed", "ActivityTimedOut"];

    public static void Check(IReadOnlyList<JsonElement> events)
    {
        Assert.Equal(Enumerable.Range(1, events.Count).Select(id => (long)id), events.Select(Id));
        Assert.All(events, item => Assert.InRange(PreviousId(item), 0, Id(item) - 1));
        Assert.Equal("ExecutionStarted", TypeOf(events[0]));
        Assert.Single(events, item => EndsOfExecution.Contains(TypeOf(item)));
        Assert.Contains(TypeOf(events[^1]), EndsOfExecution);
        foreach (var started in events.Where(item => TypeOf(item) == "ActivityStarted"))
            Assert.Single(events, item => PreviousId(item) == Id(started) && EndsOfTask.Contains(TypeOf(item)));
    }

    public static IEnumerable<string> StatesEntered(IEnumerable<JsonElement> events) => Names(events, "stateEnteredEventDetails");

    public static IEnumerable<string> StatesExited(IEnumerable<JsonElement> events) => Names(events, "stateExitedEventDetails");

    public static string TypeOf(JsonElement item) => item.GetProperty("type").GetString()!;

    private static IEnumerable<string> Names(IEnumerable<JsonElement> events, string details) =>
        from item in events
        where item.TryGetProperty(details, out _)
        select item.GetProperty(details).GetProperty("name").GetString()!;

    private static long Id(JsonElement item) => item.GetProperty("id").GetInt64();

    private static long PreviousId(JsonElement item) => item.GetProperty("previousEventId").GetInt64();
}
