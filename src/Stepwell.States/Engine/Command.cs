using Stepwell.Json;
using Stepwell.States.Engine.MapRuns;
using Stepwell.States.Events;
using Stepwell.States.Testing;

namespace Stepwell.States.Engine;

/// <summary>What can be asked of an execution. Results of tasks that are no longer pending are for the caller to refuse beforehand.</summary>
public abstract record Command
{
    public sealed record Start(string ExecutionArn, string StateMachineArn, string StateMachineName, string RoleArn, JsonValue Input) : Command;

    /// <summary>An activity worker has taken the task, or an integration has begun with it.</summary>
    public sealed record StartTask(int FrameId, string? WorkerName) : Command;

    public sealed record SubmitTask(int FrameId, JsonValue Output) : Command;

    public sealed record SucceedTask(int FrameId, JsonValue Output) : Command;

    public sealed record FailTask(int FrameId, TaskFailureKind Kind, string? Error, string? Cause) : Command;

    public sealed record HeartbeatTask(int FrameId) : Command;

    /// <summary>The Map Run that the frame waits for has ended: with the output, or else with error and cause.</summary>
    public sealed record FinishMapRun(int FrameId, JsonValue Output, string? Error, string? Cause) : Command;

    /// <summary>Something may be due.</summary>
    public sealed record Wake : Command;

    /// <summary>Goes on with a closed execution that did not succeed.</summary>
    public sealed record Redrive : Command;

    public sealed record Stop(string? Error, string? Cause) : Command;
}

/// <summary>What the host must do once the events are durable.</summary>
public abstract record Effect
{
    /// <summary>Hand the task out.</summary>
    public sealed record ScheduleTask(Frame Frame, Pending.Task Task) : Effect;

    /// <summary>The task is over: nobody is to be handed it any more.</summary>
    /// <param name="IsAbandoned">Its result is not awaited any longer; whoever works on it may stop.</param>
    public sealed record EndTask(Frame Frame, Pending.Task Task, bool IsAbandoned) : Effect;

    /// <summary>Begin the Map Run of a Map state in Distributed mode.</summary>
    public sealed record StartMapRun(Frame Frame, MapRunPlan Plan) : Effect;

    /// <summary>Nobody waits for the Map Run any longer: its children are to be stopped.</summary>
    public sealed record AbandonMapRun(string MapRunArn) : Effect;

    /// <summary>Go on with a Map Run that did not succeed.</summary>
    /// <param name="RedriveCount">Of the Map Run; 1 for the first time.</param>
    public sealed record RedriveMapRun(string MapRunArn, int RedriveCount) : Effect;

    /// <summary>The execution has reached its end.</summary>
    public sealed record Close : Effect;
}

/// <summary>What comes from outside into a decision. Everything else is a function of definition, execution and command.</summary>
/// <param name="NewTaskToken">Gives the token of the task that the frame schedules with that event id.</param>
/// <param name="ActivityExists">Whether there is an activity of that ARN.</param>
public sealed record Environment(
    DateTimeOffset Now, Random Random, Func<Guid> NewGuid, Func<int, long, string> NewTaskToken, Func<string, bool> ActivityExists)
{
    /// <summary>Null but for TestState.</summary>
    public Inspection? Inspection { get; init; }

    /// <summary>
    /// Asks for a state transition, of which entering a state is one and trying it again another: null when it may be made at once, else
    /// when. What was given a time is not asked for again. Null: transitions are free.
    /// </summary>
    public Func<DateTimeOffset?>? TakeTransition { get; init; }

    /// <summary>Measures how long JSONata takes, which is bounded; null: not measured.</summary>
    public TimeProvider? Stopwatch { get; init; }
}

/// <param name="Events">In order; applying them to the execution that was decided on gives <paramref name="Execution"/>.</param>
public sealed record Decision(Execution Execution, IReadOnlyList<Event> Events, IReadOnlyList<Effect> Effects);
