using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.Services.StepFunctions.Executions;

/// <summary>What callers ask of an execution.</summary>
internal abstract record ExecutionCommand
{
    /// <param name="StartedBy">The task that starts it; null when a client does.</param>
    /// <param name="IsAwaited">Whether that task waits for the end.</param>
    /// <param name="Version">The version that runs; null when neither version nor alias was named.</param>
    /// <param name="Alias">The alias that was named; null without one.</param>
    public sealed record Start(
        long StateMachineId,
        long RevisionId,
        string StateMachineArn,
        string StateMachineName,
        string RoleArn,
        JsonValue Input,
        string? TraceHeader,
        TaskReference? StartedBy,
        bool IsAwaited,
        long? Version,
        string? Alias) : ExecutionCommand;

    public sealed record Stop(string? Error, string? Cause) : ExecutionCommand;

    public sealed record Redrive(string? ClientToken) : ExecutionCommand;

    /// <summary>A worker takes an activity's task.</summary>
    public sealed record TakeTask(int FrameId, long TaskId, string? WorkerName) : ExecutionCommand;

    /// <summary>What the server needs to carry out a task itself.</summary>
    public sealed record DescribeTask(int FrameId, long TaskId) : ExecutionCommand;

    public sealed record SubmitTask(int FrameId, long TaskId, JsonValue Output) : ExecutionCommand;

    /// <param name="Token">Where the caller proves its right by a token; null for this server's own.</param>
    public sealed record SucceedTask(int FrameId, long TaskId, string? Token, JsonValue Output) : ExecutionCommand;

    /// <inheritdoc cref="SucceedTask"/>
    public sealed record FailTask(int FrameId, long TaskId, string? Token, TaskFailureKind Kind, string? Error, string? Cause) : ExecutionCommand;

    public sealed record Heartbeat(int FrameId, long TaskId, string Token) : ExecutionCommand;
}

/// <summary>What an execution answers.</summary>
internal abstract record ExecutionReply
{
    public static readonly ExecutionReply Done = new Accepted();
    public static readonly ExecutionReply Unknown = new NoSuchExecution();
    public static readonly ExecutionReply Gone = new NoSuchTask();
    public static readonly ExecutionReply NameTaken = new AlreadyExists();
    public static readonly ExecutionReply TooManyOpen = new OpenLimitReached();

    public sealed record Accepted : ExecutionReply;

    public sealed record Started(DateTimeOffset StartDate) : ExecutionReply;

    public sealed record Stopped(DateTimeOffset StopDate) : ExecutionReply;

    public sealed record Redriven(DateTimeOffset RedriveDate) : ExecutionReply;

    public sealed record NotRedrivable(string Reason) : ExecutionReply;

    public sealed record TaskTaken(string Token, JsonValue Input) : ExecutionReply;

    public sealed record TaskDescribed(EventDetail.TaskScheduled Task, string StateName, ExecutionIdentity Identity, string? TraceHeader) : ExecutionReply;

    public sealed record AlreadyExists : ExecutionReply;

    /// <summary>As many executions run as the account may have.</summary>
    public sealed record OpenLimitReached : ExecutionReply;

    public sealed record NoSuchExecution : ExecutionReply;

    /// <summary>The task has ended, timed out, or its execution is closed.</summary>
    public sealed record NoSuchTask : ExecutionReply;
}

/// <summary>Names one task of one execution.</summary>
internal sealed record TaskReference(string ExecutionArn, int FrameId, long TaskId);
