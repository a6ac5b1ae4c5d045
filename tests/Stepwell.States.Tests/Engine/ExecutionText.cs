using System.Text;
using Stepwell.States.Engine;

namespace Stepwell.States.Tests.Engine;

/// <summary>All of an execution's state as text, so that two can be compared member by member and the difference be read.</summary>
internal static class ExecutionText
{
    public static string Of(Execution execution)
    {
        var text = new StringBuilder();
        text.AppendLine($"{execution.Identity} {execution.Status} event {execution.LastEventId} frame {execution.LastFrameId}");
        text.AppendLine($"timeout {execution.TimeoutAt:O} output {execution.Output} error {execution.Error} cause {execution.Cause}");
        text.AppendLine($"redrives {execution.RedriveCount} {execution.RedrivenAt:O}");
        if (execution.Unfinished is { } unfinished)
            foreach (var frame in unfinished.Children.Values.Prepend(unfinished.Root))
                Append(text, frame);
        if (execution.Root is { } root)
            Append(text, root);
        foreach (var (id, frame) in execution.Children)
        {
            Assert.Equal(id, frame.Id);
            Append(text, frame);
        }
        return text.ToString();
    }

    private static void Append(StringBuilder text, Frame frame)
    {
        text.AppendLine($"frame {frame.Id} of {frame.ParentId} index {frame.Index} item {frame.Item} in {frame.StateName} value {frame.Value}");
        text.AppendLine($"  variables {frame.Variables} previous {frame.PreviousId} entered {frame.EnteredEventId} {frame.EnteredTime:O}");
        text.AppendLine($"  attempts {string.Join(',', frame.Attempts)} {Of(frame.Pending)} left {frame.LeftStateName} {frame.FailedMapRun}");
        if (frame.Dropped is not { } dropped)
            return;
        text.AppendLine($"  dropped {Of(dropped.Pending)}");
        foreach (var child in dropped.Frames)
            Append(text, child);
    }

    private static string Of(Pending pending) => pending switch
    {
        Pending.Branches branches => $"branches {string.Join(" | ", branches.Results)} running {branches.RunningCount}",
        Pending.Iterations map =>
            $"map {map.Items} {map.Input} {map.Length} {map.MaxConcurrency} next {map.NextIndex} running {map.RunningCount} "
            + string.Join(" | ", map.Results.Select(result => $"{result.Key}={result.Value}")),
        _ => pending.ToString(),
    };
}
