using System.Globalization;
using System.Text;
using Stepwell.States.Engine;

namespace Stepwell.Simulation.Checks;

/// <summary>The whole state of an execution as text, so that two can be compared and the difference be read.</summary>
internal static class StateText
{
    public static string Of(Execution execution)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{execution.Identity} {execution.Status} {execution.LastEventId} {execution.LastFrameId} ");
        text.Append(CultureInfo.InvariantCulture, $"{Of(execution.TimeoutAt)} {execution.Output} {execution.Error} {execution.Cause}");
        if (execution.Root is not null)
            Append(text, execution.Root);
        foreach (var (_, frame) in execution.Children)
            Append(text, frame);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Frame frame)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n  frame {frame.Id} of {frame.ParentId}[{frame.Index}] {frame.Item} in {frame.StateName} ");
        text.Append(CultureInfo.InvariantCulture, $"{frame.Value} {frame.Variables} {frame.PreviousId} {frame.EnteredEventId} ");
        text.Append(CultureInfo.InvariantCulture, $"{Of(frame.EnteredTime)} attempts {string.Join(',', frame.Attempts)} {Of(frame.Pending)} {frame.FailedMapRun}");
    }

    private static string Of(Pending pending) => pending switch
    {
        Pending.Idle => "idle",
        Pending.Timer(var until) => $"timer {Of(until)}",
        Pending.Retry(var at) => $"retry {Of(at)}",
        Pending.Turn(var next, var at) => $"turn {next} {Of(at)}",
        Pending.Task task =>
            $"task {task.TaskId} {Of(task.ScheduledAt)} {task.Scheduled} {task.Phase} {Of(task.TimeoutAt)} {Of(task.HeartbeatAt)} {task.SubmittedOutput}",
        Pending.Branches(var results, var running) => $"branches {string.Join('|', results)} {running}",
        Pending.Iterations map =>
            $"map {map.Items} {map.Input} {map.Length} {map.MaxConcurrency} {map.NextIndex} {map.RunningCount} {string.Join('|', map.Results)}",
        Pending.MapRun(var arn, var redriveCount) => $"map run {arn} {redriveCount}",
        _ => throw new InvalidOperationException($"No rule shows {pending.GetType().Name}."),
    };

    /// <summary>To the tick.</summary>
    private static string Of(DateTimeOffset? time) => time?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? "-";
}
