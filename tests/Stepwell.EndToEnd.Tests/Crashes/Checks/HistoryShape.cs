namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>
/// A history is well-formed, open or not, redriven or not: ids without gaps, causes before effects, time that does not go back, one end for
/// each life, states that are entered before they are left, tasks that have one outcome. The description says the same.
/// </summary>
internal sealed class HistoryShape(ExecutionView view)
{
    private readonly List<string> _problems = [];

    public static IEnumerable<string> Check(ExecutionView view)
    {
        var shape = new HistoryShape(view);
        shape.CheckNumbers();
        shape.CheckEnds();
        shape.CheckStates();
        shape.CheckTasks();
        shape.CheckDescription();
        return shape._problems;
    }

    private void CheckNumbers()
    {
        var (lastId, lastTime) = (0L, 0m);
        foreach (var entry in view.Events)
        {
            Expect(entry.Id == lastId + 1, $"event {entry.Id} follows event {lastId}");
            Expect(entry.PreviousId < entry.Id && (entry.PreviousId > 0 || entry.Id <= 2), $"event {entry.Id} has a wrong cause");
            Expect(entry.Timestamp >= lastTime, $"time goes back at event {entry.Id}");
            (lastId, lastTime) = (entry.Id, entry.Timestamp);
        }
    }

    private void CheckEnds()
    {
        Expect(view.Events.Count > 0 && view.Events[0].Type == "ExecutionStarted", "it does not begin with its start");
        Expect(view.Events.Count(entry => entry.Type == "ExecutionStarted") == 1, "it starts more than once");
        foreach (var (before, after) in view.Events.Zip(view.Events.Skip(1)))
            Expect(before.IsEnd == after.IsRedrive, $"event {after.Id} is {after.Type} after {before.Type}");
    }

    /// <summary>A redrive goes on in states that were entered before.</summary>
    private void CheckStates()
    {
        var open = new Dictionary<string, int>();
        foreach (var entry in view.Events)
        {
            if (entry.Entered is { } entered)
                open[entered] = open.GetValueOrDefault(entered) + 1;
            if (entry.Exited is { } exited)
                Expect((open[exited] = open.GetValueOrDefault(exited) - 1) >= 0, $"event {entry.Id} leaves {exited} once too often");
        }
        if (view.Status == "SUCCEEDED" && !view.Events.Any(entry => entry.IsRedrive))
            Expect(open.Values.All(count => count == 0), "it succeeded and has not left all its states");
    }

    private void CheckTasks()
    {
        var continued = new HashSet<long>();
        foreach (var entry in view.Events.Where(entry => entry.IsOfTask && PreviousOf(entry) is { IsOfTask: true }))
            Expect(continued.Add(entry.PreviousId), $"event {entry.PreviousId} has event {entry.Id} as a second outcome");
        if (view.Status != "SUCCEEDED" || view.Events.Any(entry => entry.IsRedrive))
            return;
        foreach (var entry in view.Events.Where(entry => entry.Type is "ActivityScheduled" or "ActivityStarted" or "TaskScheduled" or "TaskStarted"))
            Expect(continued.Contains(entry.Id), $"it succeeded and its event {entry.Id} has no outcome");
    }

    private void CheckDescription()
    {
        var (first, last) = (view.Events[0], view.Events[^1]);
        Expect(view.IsOpen ? !last.IsEnd : last.Type == EndOf(view.Status), $"it is {view.Status} and its last event is {last.Type}");
        Expect(view.StartDate == first.Timestamp, "it did not start when its history starts");
        Expect(view.Input == first.Text("executionStartedEventDetails", "input"), "it has another input than its history");
        if (!view.IsOpen)
            Expect(view.Description.GetProperty("stopDate").GetDecimal() == last.Timestamp, "it did not stop when its history ends");
    }

    private HistoryEntry? PreviousOf(HistoryEntry entry) =>
        entry.PreviousId > 0 && entry.PreviousId <= view.Events.Count ? view.Events[(int)entry.PreviousId - 1] : null;

    private static string EndOf(string status) => status switch
    {
        "SUCCEEDED" => "ExecutionSucceeded",
        "FAILED" => "ExecutionFailed",
        "ABORTED" => "ExecutionAborted",
        _ => status,
    };

    private void Expect(bool holds, string text)
    {
        if (!holds)
            _problems.Add(text);
    }
}
