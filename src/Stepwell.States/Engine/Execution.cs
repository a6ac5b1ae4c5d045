using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.States.Engine;

/// <summary>
/// The state of one execution: plain, immutable data, a fold of its journal over <see cref="Applier.Apply"/>.
/// </summary>
/// <param name="LastEventId">The highest history id given out.</param>
/// <param name="LastFrameId">The highest frame id given out; the root frame is 1.</param>
/// <param name="Children">Frames of Parallel branches and Map iterations, at any depth.</param>
public sealed record Execution(
    ExecutionIdentity? Identity,
    ExecutionStatus Status,
    long LastEventId,
    int LastFrameId,
    DateTimeOffset? TimeoutAt,
    Frame? Root,
    ImmutableSortedDictionary<int, Frame> Children,
    JsonValue Output,
    string? Error,
    string? Cause)
{
    public const int RootFrameId = 1;

    /// <summary>How often it has been redriven.</summary>
    public int RedriveCount { get; init; }

    /// <summary>When it was redriven last; null before the first time.</summary>
    public DateTimeOffset? RedrivenAt { get; init; }

    /// <summary>Where a redrive goes on; null unless it closed without success.</summary>
    public Unfinished? Unfinished { get; init; }

    /// <summary>Before its first event.</summary>
    public static readonly Execution None = new(
        Identity: null, ExecutionStatus.None, 0, 0, TimeoutAt: null, Root: null, ImmutableSortedDictionary<int, Frame>.Empty, default, null, null);

    public bool IsClosed => Status is not (ExecutionStatus.None or ExecutionStatus.Running);

    /// <summary>The frame of that id; null when it is gone.</summary>
    public Frame? Find(int frameId) => frameId == RootFrameId ? Root : Children.GetValueOrDefault(frameId);

    public Frame Get(int frameId) =>
        Find(frameId) ?? throw new InvalidOperationException($"The execution has no frame {frameId}.");

    /// <summary>All frames below that one, parents before their children.</summary>
    public IReadOnlyList<Frame> Below(int frameId) => FrameTree.Descendants(this, frameId);

    internal Execution With(Frame frame) => With(frame, LastEventId);

    internal Execution With(Frame frame, long lastEventId) => frame.Id == RootFrameId
        ? this with { Root = frame, LastEventId = lastEventId }
        : this with { Children = Children.SetItem(frame.Id, frame), LastEventId = lastEventId };

    /// <summary>When a timer of this execution is next due; null when none is pending.</summary>
    public DateTimeOffset? NextDue()
    {
        if (Status != ExecutionStatus.Running)
            return null;
        var due = Earlier(TimeoutAt, Root?.Pending.Due);
        foreach (var (_, frame) in Children)
            due = Earlier(due, frame.Pending.Due);
        return due;
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}

public enum ExecutionStatus : byte
{
    None,
    Running,
    Succeeded,
    Failed,
    TimedOut,
    Aborted,
}

/// <summary>What never changes during an execution, and what the context object says of it.</summary>
public sealed record ExecutionIdentity(
    string ExecutionArn, string StateMachineArn, string StateMachineName, string RoleArn, JsonValue Input, DateTimeOffset StartTime)
{
    /// <summary>The ARN of an Express execution has an id behind it.</summary>
    public string Name => Part(7);

    public string Region => Part(3);

    public string AccountId => Part(4);

    /// <summary>Of the ARN, by position from 0.</summary>
    private string Part(int position)
    {
        var rest = ExecutionArn.AsSpan();
        for (; position > 0; position--)
            rest = rest[(rest.IndexOf(':') + 1)..];
        return (rest.IndexOf(':') is var end and >= 0 ? rest[..end] : rest).ToString();
    }
}
