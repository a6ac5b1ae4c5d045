using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.States.Engine;

/// <summary>
/// One thread of an execution: the top level, a Parallel branch or a Map iteration.
/// </summary>
/// <param name="ParentId">The frame whose Parallel or Map state this one works for; 0 for the root.</param>
/// <param name="Index">Branch or item index.</param>
/// <param name="Item">For Map iterations, the item as <c>$$.Map.Item.Value</c>; else missing.</param>
/// <param name="StateName">The current state; null between two states.</param>
/// <param name="Value">The raw input of the current state; between states, the output of the last one.</param>
/// <param name="Variables">Object of the workflow variables in scope, outer ones included.</param>
/// <param name="PreviousId">History id that the next event of this frame names as its cause.</param>
/// <param name="Attempts">Retries used, per retrier of the current state; empty before the first.</param>
public sealed record Frame(
    int Id,
    int ParentId,
    int Index,
    JsonValue Item,
    string? StateName,
    JsonValue Value,
    JsonValue Variables,
    long PreviousId,
    long EnteredEventId,
    DateTimeOffset EnteredTime,
    ImmutableArray<int> Attempts,
    Pending Pending)
{
    /// <summary>Between two states, the one that was left because it succeeded; null after one whose failure was caught.</summary>
    public string? LeftStateName { get; init; }

    /// <summary>Of a Parallel or Map that failed in this state: what it lost by that; else null.</summary>
    public DroppedChildren? Dropped { get; init; }

    /// <summary>Of a distributed Map: the Map Run that did not succeed in this state, and that a redrive goes on with; else null.</summary>
    public Pending.MapRun? FailedMapRun { get; init; }

    /// <summary><c>$$.State.RetryCount</c>.</summary>
    public int RetryCount
    {
        get
        {
            var sum = 0;
            foreach (var count in Attempts)
                sum += count;
            return sum;
        }
    }
}

/// <summary>What a frame waits for.</summary>
public abstract record Pending
{
    public static readonly Pending Nothing = new Idle();

    /// <summary>When a timer of the frame is due; null when it waits for something else.</summary>
    public virtual DateTimeOffset? Due => null;

    /// <summary>Nothing: the frame can run.</summary>
    public sealed record Idle : Pending;

    public sealed record Timer(DateTimeOffset Until) : Pending
    {
        public override DateTimeOffset? Due => Until;
    }

    public sealed record Retry(DateTimeOffset RetryAt) : Pending
    {
        public override DateTimeOffset? Due => RetryAt;
    }

    /// <summary>Its turn, among the state transitions of the account.</summary>
    /// <param name="Next">The state to enter; null when the current one is to be tried again.</param>
    public sealed record Turn(string? Next, DateTimeOffset ComesAt) : Pending
    {
        public override DateTimeOffset? Due => ComesAt;
    }

    /// <param name="TaskId">Id of the event that scheduled it.</param>
    public sealed record Task(
        long TaskId,
        DateTimeOffset ScheduledAt,
        Events.EventDetail.TaskScheduled Scheduled,
        TaskPhase Phase,
        DateTimeOffset? TimeoutAt,
        DateTimeOffset? HeartbeatAt,
        JsonValue SubmittedOutput = default) : Pending
    {
        /// <summary>Null before it is started.</summary>
        public DateTimeOffset? StartedAt { get; init; }

        public override DateTimeOffset? Due => TimeoutAt is null || HeartbeatAt < TimeoutAt ? HeartbeatAt ?? TimeoutAt : TimeoutAt;

        /// <summary>Of one that times out: whether for want of a heartbeat.</summary>
        public bool HasMissedHeartbeat(DateTimeOffset now) => HeartbeatAt <= now && !(TimeoutAt <= HeartbeatAt);
    }

    /// <param name="Results">By branch index; missing while the branch runs.</param>
    public sealed record Branches(ImmutableArray<JsonValue> Results, int RunningCount) : Pending;

    /// <param name="Results">By item index, those that are done.</param>
    public sealed record Iterations(
        JsonValue Items, JsonValue Input, int Length, int MaxConcurrency, int NextIndex, int RunningCount, ImmutableSortedDictionary<int, JsonValue> Results)
        : Pending;

    /// <summary>A Map Run, which reports when all of its children have ended.</summary>
    /// <param name="RedriveCount">How often the Map Run has been redriven.</param>
    public sealed record MapRun(string MapRunArn, int RedriveCount) : Pending;
}

public enum TaskPhase : byte
{
    Scheduled,
    Started,
    Submitted,
}
