using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.Store;

namespace Stepwell.Simulation.Checks;

/// <summary>When all is over, what Map Runs have counted is what has become of their children and of their executions.</summary>
internal static class MapRunCheck
{
    public static void Run(IStore store, IReadOnlyList<DurableExecution> executions)
    {
        using var lease = store.RentReader();
        foreach (var row in lease.Reader.Range(MapRunTables.MapRuns, RowRange.All).ToList())
        {
            var progress = MapRunProgress.Parse(row.Progress);
            Expect(progress is { WantedRedrive: null, PendingRedrive: null, Children.Running: 0 }, row, "It is over and has something left to do.");
            var parent = executions.Single(execution => execution.Arn == row.ExecutionArn);
            var redrives = parent.Events.Select(entry => entry.Detail).OfType<EventDetail.MapRunRedriven>().Where(redriven => redriven.MapRunArn == row.Arn).ToList();
            Expect(redrives.Select(redriven => redriven.RedriveCount).SequenceEqual(Enumerable.Range(1, redrives.Count)), row, "Its redrives are miscounted.");
            Expect(progress.RedriveCount <= redrives.Count, row, "It has been redriven more often than its execution knows.");
            CheckOutcome(row, progress, parent);
            var children = executions.Where(execution => ChildOrigin.Parse(execution.Row.StartedBy)?.MapRunArn == row.Arn).ToList();
            CheckChildren(row, progress, children);
            var kept = lease.Reader.Range(MapRunTables.Children, new RowRange { Prefix = [row.Id] }).ToList();
            Expect(
                progress.Tidied is null
                    ? kept.Count == progress.Children.Ended && kept.TrueForAll(child => IsSameIn(children, child))
                    : kept.Count == 0,
                row,
                "The rows of its children are wrong.");
        }
    }

    /// <summary>What the execution was told is how the Map Run ended, unless the execution did not wait so long.</summary>
    private static void CheckOutcome(MapRunRow row, MapRunProgress progress, DurableExecution parent)
    {
        var arn = "";
        ExecutionStatus? told = null;
        foreach (var entry in parent.Events.Where(entry => entry.FrameId == row.FrameId))
        {
            switch (entry.Detail)
            {
                case EventDetail.MapRunStarted started:
                    arn = started.MapRunArn;
                    break;
                case EventDetail.MapRunRedriven redriven:
                    arn = redriven.MapRunArn;
                    told = arn == row.Arn ? null : told;
                    break;
                case EventDetail.MapRunSucceeded succeeded when arn == row.Arn:
                    told = ExecutionStatus.Succeeded;
                    Expect(succeeded.Output.Count == progress.Children.Succeeded, row, $"Its output is {succeeded.Output}.");
                    Expect(progress.Tidied == progress.NextChild, row, "It keeps what nobody needs.");
                    break;
                case EventDetail.MapRunFailed when arn == row.Arn:
                    told = ExecutionStatus.Failed;
                    break;
            }
        }
        Expect(told is null || told == (ExecutionStatus)row.Status, row, $"Its execution was told that it has {told}.");
        Expect((ExecutionStatus)row.Status != ExecutionStatus.Running, row, "It still runs.");
    }

    private static void CheckChildren(MapRunRow row, MapRunProgress progress, List<DurableExecution> children)
    {
        if (children.Count == 0)
            return;
        var counts = children.Aggregate(default(MapRunCounts), (sum, child) => sum.Add(child.Status, 1));
        Expect(counts == progress.Children, row, $"Its children are {counts}.");
        Expect(children.Select(child => ChildOrigin.Parse(child.Row.StartedBy)!.Number).Distinct().Count() == children.Count, row, "A child was started twice.");
    }

    private static bool IsSameIn(List<DurableExecution> children, MapChildRow child) =>
        children.Count == 0 || children.Exists(execution => execution.Arn == child.ExecutionArn && (long)execution.Status == child.Status);

    private static void Expect(bool holds, MapRunRow row, string text)
    {
        if (!holds)
            throw new InvalidOperationException($"{row.Arn}: {text}\n{row}");
    }
}
