using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Naming;
using ExecutionStatus = Stepwell.States.Engine.ExecutionStatus;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Map Runs as the API describes them.</summary>
internal static class MapRunDescriptions
{
    public static DescribeMapRunOutput Describe(MapRunRow row)
    {
        var progress = MapRunProgress.Parse(row.Progress);
        var isOver = (ExecutionStatus)row.Status != ExecutionStatus.Running;
        var items = progress.Items;
        var children = progress.Children;
        var pending = progress.PendingRedrive;
        var (pendingItems, pendingChildren) = (pending?.Items.Unsuccessful ?? 0, pending?.Children.Unsuccessful ?? 0);
        var startedItems = items.Running + items.Ended + pendingItems;
        var totalItems = progress.TotalItems ?? startedItems;
        return new DescribeMapRunOutput
        {
            MapRunArn = row.Arn,
            ExecutionArn = row.ExecutionArn,
            Status = Descriptions.StatusText((ExecutionStatus)row.Status),
            StartDate = Time(row.StartedAtMs),
            StopDate = row.StoppedAtMs is { } stopped ? Time(stopped) : null,
            MaxConcurrency = (int)progress.MaxConcurrency,
            ToleratedFailureCount = progress.Tolerance.Count ?? 0,
            ToleratedFailurePercentage = (float)(progress.Tolerance.Percentage ?? 0),
            ItemCounts = new MapRunItemCounts
            {
                Pending = totalItems - startedItems,
                Running = items.Running,
                Succeeded = items.Succeeded,
                Failed = items.Failed,
                TimedOut = items.TimedOut,
                Aborted = items.Aborted,
                Total = totalItems,
                ResultsWritten = isOver ? items.Ended : 0,
                FailuresNotRedrivable = progress.FinalItems,
                PendingRedrive = pendingItems,
            },
            ExecutionCounts = new MapRunExecutionCounts
            {
                Pending = 0,
                Running = children.Running,
                Succeeded = children.Succeeded,
                Failed = children.Failed,
                TimedOut = children.TimedOut,
                Aborted = children.Aborted,
                Total = children.Running + children.Ended + pendingChildren,
                ResultsWritten = isOver ? children.Ended : 0,
                FailuresNotRedrivable = progress.FinalChildren,
                PendingRedrive = pendingChildren,
            },
            RedriveCount = progress.RedriveCount,
            RedriveDate = progress.RedrivenAtMs is { } redriven ? Time(redriven) : null,
        };
    }

    public static MapRunListItem Item(MapRunRow row) => new()
    {
        ExecutionArn = row.ExecutionArn,
        MapRunArn = row.Arn,
        StateMachineArn = StatesArn.StateMachineOf(row.Arn),
        StartDate = Time(row.StartedAtMs),
        StopDate = row.StoppedAtMs is { } stopped ? Time(stopped) : null,
    };

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
