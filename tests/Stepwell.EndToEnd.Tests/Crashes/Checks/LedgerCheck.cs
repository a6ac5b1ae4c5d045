using Stepwell.EndToEnd.Tests.Crashes.Facts;

namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>An execution is as clients were told, and nothing that they asked for has been done twice.</summary>
internal static class LedgerCheck
{
    /// <returns>What is wrong, a sentence each.</returns>
    public static IEnumerable<string> Check(ExecutionFacts facts, ExecutionView view) =>
        CheckStart(facts, view).Concat(CheckResults(facts, view)).Concat(CheckStops(facts, view)).Concat(CheckRedrives(facts, view));

    private static IEnumerable<string> CheckStart(ExecutionFacts facts, ExecutionView view)
    {
        if (facts.Start is not { } start)
            yield break;
        if (view.Input != start.GivenInput)
            yield return $"it was started with {start.GivenInput}";
        if (start.StartDate is { } date && view.StartDate != date)
            yield return $"its start was acknowledged for {date}";
    }

    private static IEnumerable<string> CheckResults(ExecutionFacts facts, ExecutionView view)
    {
        var marks = view.Events.Where(entry => entry.Mark is not null).GroupBy(entry => entry.Mark!).ToDictionary(group => group.Key, group => group.Count());
        foreach (var result in facts.Results)
        {
            var count = marks.GetValueOrDefault(result.Mark);
            marks.Remove(result.Mark);
            if (result.IsAcknowledged ? count != 1 : count > (result.IsRefused ? 0 : 1))
                yield return $"result {result.Mark} ({Fate(result)}) is there {count} times";
        }
        foreach (var mark in marks.Keys)
            yield return $"nobody gave the result {mark}";
    }

    private static IEnumerable<string> CheckStops(ExecutionFacts facts, ExecutionView view)
    {
        var ends = view.Events.Where(entry => entry.IsEnd).ToList();
        foreach (var stop in facts.Stops)
        {
            var own = ends.Where(entry => entry.Text("executionAbortedEventDetails", "cause") == stop.Mark).ToList();
            if (own.Count > 1)
                yield return $"stop {stop.Mark} is there {own.Count} times";
            if (stop.StopDate is { } date && (own.Count == 1 ? own[0].Timestamp != date : ends.TrueForAll(entry => entry.Timestamp != date)))
                yield return $"stop {stop.Mark} was acknowledged for {date} and is not there";
        }
    }

    private static IEnumerable<string> CheckRedrives(ExecutionFacts facts, ExecutionView view)
    {
        var redrives = view.Events.Where(entry => entry.IsRedrive).ToList();
        var known = facts.Redrives.SelectMany(redrive => redrive.Dates).ToHashSet();
        foreach (var date in known.Where(date => redrives.Count(entry => entry.Timestamp == date) != 1))
            yield return $"the redrive acknowledged for {date} is there {redrives.Count(entry => entry.Timestamp == date)} times";
        var unknown = redrives.Count(entry => !known.Contains(entry.Timestamp));
        var lost = facts.Redrives.Sum(redrive => redrive.LostAttempts);
        // Those of a Map Run's children are asked for by the Map Run.
        if (facts.Start is not null && unknown > lost)
            yield return $"it has {unknown} redrives that nobody was told of, and {lost} answers were lost";
        if (view.Description.TryGetProperty("redriveCount", out var count) && count.GetInt32() != redrives.Count)
            yield return $"it says that it was redriven {count} times";
    }

    private static string Fate(Result result) =>
        result.IsAcknowledged ? "acknowledged" : result.IsRefused ? "refused" : $"without {result.LostAttempts} answers";
}
