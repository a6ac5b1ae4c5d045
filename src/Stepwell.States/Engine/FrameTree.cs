using System.Collections.Immutable;
using Stepwell.Json;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>The part of Apply that opens and closes the frames of Parallel branches and Map iterations.</summary>
internal static class FrameTree
{
    public static Frame New(int id, int parentId, int index, JsonValue item, JsonValue value, JsonValue variables, long previousId) => new(
        id, parentId, index, item, StateName: null, value, variables, previousId, EnteredEventId: 0, EnteredTime: default, Attempts: [], Pending.Nothing);

    public static Execution StartBranches(Execution execution, EventDetail.ParallelStarted started, in Event entry)
    {
        var parent = execution.Get(entry.FrameId);
        var children = execution.Children;
        for (var index = 0; index < started.BranchCount; index++)
        {
            var id = execution.LastFrameId + 1 + index;
            children = children.Add(id, New(id, parent.Id, index, default, started.Input, parent.Variables, entry.Id));
        }
        var results = ImmutableArray.CreateRange(Enumerable.Repeat(default(JsonValue), started.BranchCount));
        return (execution with { Children = children, LastFrameId = execution.LastFrameId + started.BranchCount })
            .With(parent with { PreviousId = entry.Id, Pending = new Pending.Branches(results, started.BranchCount), Dropped = null });
    }

    public static Execution CompleteBranch(Execution execution, in Event entry)
    {
        var child = execution.Get(entry.FrameId);
        var parent = execution.Get(child.ParentId);
        var branches = (Pending.Branches)parent.Pending;
        return Remove(execution, child.Id).With(parent with
        {
            PreviousId = child.PreviousId,
            Pending = branches with { Results = branches.Results.SetItem(child.Index, child.Value), RunningCount = branches.RunningCount - 1 },
        });
    }

    public static Execution StartIteration(Execution execution, EventDetail.IterationStarted started, in Event entry)
    {
        var parent = execution.Get(started.ParentFrameId);
        var map = (Pending.Iterations)parent.Pending;
        var child = New(entry.FrameId, parent.Id, started.Index, started.Item, started.Input, parent.Variables, entry.Id);
        return (execution with { Children = execution.Children.Add(child.Id, child), LastFrameId = child.Id })
            .With(parent with { Pending = map with { NextIndex = started.Index + 1, RunningCount = map.RunningCount + 1 } });
    }

    public static Execution CompleteIteration(Execution execution, in Event entry)
    {
        var child = execution.Get(entry.FrameId);
        var parent = execution.Get(child.ParentId);
        var map = (Pending.Iterations)parent.Pending;
        return Remove(execution, child.Id).With(parent with
        {
            PreviousId = entry.Id,
            Pending = map with { Results = map.Results.Add(child.Index, child.Value), RunningCount = map.RunningCount - 1 },
        });
    }

    public static Execution DropChildren(Execution execution, EventDetail.ChildrenDropped dropped, in Event entry)
    {
        var parent = execution.Get(entry.FrameId);
        var doomed = Descendants(execution, parent.Id);
        return (execution with { Children = execution.Children.RemoveRange(doomed.Select(frame => frame.Id)) })
            .With(parent with { PreviousId = dropped.PreviousId, Pending = Pending.Nothing, Dropped = new DroppedChildren(parent.Pending, [.. doomed]) });
    }

    /// <summary>All frames below that one, parents before their children, siblings in the order they were started.</summary>
    public static List<Frame> Descendants(Execution execution, int frameId)
    {
        var found = new List<Frame>();
        Collect(frameId);
        return found;

        void Collect(int parentId)
        {
            foreach (var (_, frame) in execution.Children)
            {
                if (frame.ParentId != parentId)
                    continue;
                found.Add(frame);
                if (frame.Pending is Pending.Branches or Pending.Iterations)
                    Collect(frame.Id);
            }
        }
    }

    private static Execution Remove(Execution execution, int frameId) =>
        execution with { Children = execution.Children.Remove(frameId) };
}
