using Stepwell.Json;
using Stepwell.States.Events;

namespace Stepwell.States.Engine;

/// <summary>The part of Apply that follows a task: scheduled, started, submitted, heartbeats, and its deadlines.</summary>
internal static class TaskTracking
{
    public static Pending Schedule(EventDetail.TaskScheduled task, in Event entry)
    {
        // An activity's clock for heartbeats starts with the worker; its timeout covers the time in the queue as well.
        var heartbeatAt = task.Family == TaskFamily.Activity ? null : After(entry.Time, task.HeartbeatSeconds);
        return new Pending.Task(entry.Id, entry.Time, task, TaskPhase.Scheduled, After(entry.Time, task.TimeoutSeconds), heartbeatAt);
    }

    public static Pending Start(Frame frame, DateTimeOffset now)
    {
        var task = Of(frame);
        return task with { Phase = TaskPhase.Started, StartedAt = now, HeartbeatAt = After(now, task.Scheduled.HeartbeatSeconds) };
    }

    public static Pending Submit(Frame frame, JsonValue output) => Of(frame) with { Phase = TaskPhase.Submitted, SubmittedOutput = output };

    public static Pending Heartbeat(Frame frame, DateTimeOffset now)
    {
        var task = Of(frame);
        return task with { HeartbeatAt = After(now, task.Scheduled.HeartbeatSeconds) };
    }

    private static Pending.Task Of(Frame frame) =>
        frame.Pending as Pending.Task ?? throw new InvalidOperationException($"Frame {frame.Id} has no task.");

    private static DateTimeOffset? After(DateTimeOffset now, long? seconds) => seconds is { } value ? now.AddSeconds(value) : null;
}
