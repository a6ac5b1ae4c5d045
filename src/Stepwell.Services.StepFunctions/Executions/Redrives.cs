using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Engine;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>Which executions can be redriven.</summary>
/// <remarks>DescribeExecution API reference, redriveStatusReason; Step Functions developer guide, "Redrive eligibility".</remarks>
internal static class Redrives
{
    /// <summary>A redrive needs room for its own event and the end.</summary>
    private const long MaxHistoryEvents = Decider.MaxHistoryEvents - 1;

    /// <remarks>Step Functions service quotas, "Maximum redrives".</remarks>
    private const int MaxRedrives = 1_000;

    private static readonly TimeSpan Window = TimeSpan.FromDays(14);
    private static readonly TimeSpan MaxOpenTime = TimeSpan.FromDays(365);

    /// <summary>How long a client token stands for the redrive it was first given for.</summary>
    /// <remarks>RedriveExecution API reference, clientToken.</remarks>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(15);

    /// <param name="historyEvents">Its last event's id.</param>
    /// <returns>Why it cannot be redriven; null when it can.</returns>
    public static string? Obstacle(ExecutionRow row, int redriveCount, long historyEvents, DateTimeOffset now)
    {
        var status = (ExecutionStatus)row.Status;
        if (status is ExecutionStatus.Running or ExecutionStatus.Succeeded)
            return $"Execution is {Descriptions.StatusText(status)} and cannot be redriven";
        if (historyEvents >= MaxHistoryEvents)
            return "Execution history event limit exceeded";
        if (now - Time(row.StartedAtMs) > MaxOpenTime)
            return "Execution has exceeded the max execution time";
        if (now - Time(row.StoppedAtMs!.Value) > Window)
            return "Execution redrivable period exceeded";
        return redriveCount >= MaxRedrives ? "Execution redrive limit exceeded" : null;
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
