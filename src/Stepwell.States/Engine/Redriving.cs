using System.Collections.Immutable;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>The part of Apply that opens a closed execution again.</summary>
/// <remarks>Step Functions developer guide, "Redriving executions": what was successful is kept, retries count from the beginning.</remarks>
internal static class Redriving
{
    public static Execution Reopen(Execution execution, EventDetail.ExecutionRedriven redriven, in Event entry)
    {
        var unfinished = execution.Unfinished ?? throw new InvalidOperationException("Only an execution that did not succeed is redriven.");
        var eventId = entry.Id;
        var frames = new List<Frame>();
        Restore(unfinished.Root);
        foreach (var (_, frame) in unfinished.Children)
            Restore(frame);
        var inNesting = frames.ToDictionary(frame => frame.Id);
        return execution with
        {
            Status = ExecutionStatus.Running,
            Error = null,
            Cause = null,
            TimeoutAt = redriven.TimeoutAt,
            RedriveCount = redriven.RedriveCount,
            RedrivenAt = entry.Time,
            Unfinished = null,
            Root = inNesting[Execution.RootFrameId],
            Children = frames.Where(frame => frame.Id != Execution.RootFrameId).ToImmutableSortedDictionary(frame => frame.Id, frame => frame),
        };

        void Restore(Frame frame)
        {
            if (frame.Dropped is { } dropped)
            {
                frames.Add(frame with { Attempts = [], Pending = dropped.Pending, Dropped = null });
                foreach (var child in dropped.Frames)
                    Restore(child);
                return;
            }
            frames.Add(frame.Pending switch
            {
                var pending when WaitsForChildren(pending) => frame with { Attempts = [] },
                // It had left one state and not entered the next, which only this knows.
                Pending.Turn { Next: not null } => frame with { Attempts = [], PreviousId = eventId },
                var pending => frame with
                {
                    Attempts = [],
                    Pending = Pending.Nothing,
                    FailedMapRun = pending as Pending.MapRun ?? frame.FailedMapRun,
                    PreviousId = eventId,
                },
            });
        }
    }

    /// <summary>Whether the Map state has to begin again, with a Map Run of its own, because this one could only fail in the same way.</summary>
    /// <remarks>Step Functions developer guide, "Redrive eligibility for child workflows in a Map Run".</remarks>
    public static bool StartsMapRunAnew(EventDetail.MapRunFailed failed) => failed.Error is ErrorNames.DataLimitExceeded or ErrorNames.Runtime;

    /// <summary>A Parallel or Map whose children have all succeeded failed by itself: it runs anew.</summary>
    private static bool WaitsForChildren(Pending pending) => pending switch
    {
        Pending.Branches branches => branches.RunningCount > 0,
        Pending.Iterations map => map.Results.Count < map.Length,
        _ => false,
    };
}
