using Stepwell.Json;

namespace Stepwell.States.Events;

/// <summary>
/// What happened, with everything that Apply and history need. The nested records are all there are.
/// Released cases and their meaning are never changed: journals written by older builds are folded with them.
/// </summary>
public abstract record EventDetail
{
    /// <summary>False for entries that take no history id.</summary>
    public virtual bool IsShown => true;

    // The execution as a whole.
    public sealed record ExecutionStarted(
        string ExecutionArn, string StateMachineArn, string StateMachineName, string RoleArn, JsonValue Input, DateTimeOffset? TimeoutAt) : EventDetail;

    public sealed record ExecutionSucceeded(JsonValue Output) : EventDetail;

    public sealed record ExecutionFailed(string? Error, string? Cause) : EventDetail;

    public sealed record ExecutionAborted(string? Error, string? Cause) : EventDetail;

    public sealed record ExecutionTimedOut(string? Error, string? Cause) : EventDetail;

    /// <summary>An execution that did not succeed goes on.</summary>
    /// <param name="RedriveCount">1 for the first time.</param>
    public sealed record ExecutionRedriven(int RedriveCount, DateTimeOffset? TimeoutAt) : EventDetail;

    // States.
    public sealed record StateEntered(StateType Type, string Name, JsonValue Input) : EventDetail;

    /// <param name="AssignedVariables">An object of the variables set on leaving; missing when none.</param>
    public sealed record StateExited(StateType Type, string Name, JsonValue Output, JsonValue AssignedVariables) : EventDetail;

    public sealed record StateAborted(StateType Type) : EventDetail;

    /// <summary>A Wait has computed when it ends.</summary>
    public sealed record WaitStarted(DateTimeOffset Until) : EventDetail
    {
        public override bool IsShown => false;
    }

    /// <summary>The failed state will be tried again.</summary>
    /// <param name="RetrierIndex">Which retrier of the state counts this attempt.</param>
    public sealed record RetryScheduled(int RetrierIndex, DateTimeOffset Due) : EventDetail
    {
        public override bool IsShown => false;
    }

    /// <summary>The account has used up its state transitions for the moment: the frame goes on when it is its turn.</summary>
    /// <param name="Next">The state to enter; null when the current one is to be tried again.</param>
    public sealed record TransitionThrottled(string? Next, DateTimeOffset Due) : EventDetail
    {
        public override bool IsShown => false;
    }

    /// <summary>An expression of a JSONata state failed.</summary>
    /// <param name="Location">The place of the expression in the state; null when it is the state's input that is wrong.</param>
    public sealed record EvaluationFailed(string Error, string Cause, string? Location, string State) : EventDetail;

    // Tasks, in their three families.

    /// <param name="Parameters">What the task is given: history's input of activities and functions, parameters of integrations.</param>
    /// <param name="Token">The task token; empty for tasks that nobody answers by token.</param>
    public sealed record TaskScheduled(
        TaskFamily Family,
        string ResourceType,
        string Resource,
        string ResourceArn,
        string Region,
        JsonValue Parameters,
        string Token,
        long? TimeoutSeconds,
        long? HeartbeatSeconds,
        JsonValue Credentials) : EventDetail;

    /// <param name="WorkerName">For activities, the name the worker gave; else null.</param>
    public sealed record TaskStarted(TaskFamily Family, string ResourceType, string Resource, string? WorkerName) : EventDetail;

    public sealed record TaskSubmitted(string ResourceType, string Resource, JsonValue Output) : EventDetail;

    public sealed record TaskSucceeded(TaskFamily Family, string ResourceType, string Resource, JsonValue Output) : EventDetail;

    public sealed record TaskFailed(TaskFamily Family, string ResourceType, string Resource, TaskFailureKind Kind, string? Error, string? Cause)
        : EventDetail;

    public sealed record TaskTimedOut(TaskFamily Family, string ResourceType, string Resource, string? Error, string? Cause) : EventDetail;

    public sealed record HeartbeatReceived : EventDetail
    {
        public override bool IsShown => false;
    }

    // Parallel.

    /// <param name="Input">What every branch is given.</param>
    public sealed record ParallelStarted(int BranchCount, JsonValue Input) : EventDetail;

    public sealed record BranchSucceeded : EventDetail
    {
        public override bool IsShown => false;
    }

    public sealed record ParallelSucceeded : EventDetail;

    public sealed record ParallelFailed : EventDetail;

    // Map, inline.

    /// <param name="Input">The effective input of the state, which the item selector sees.</param>
    public sealed record MapStarted(int Length, JsonValue Items, JsonValue Input, int MaxConcurrency) : EventDetail;

    /// <summary>Belongs to the new frame of the iteration.</summary>
    public sealed record IterationStarted(int ParentFrameId, int Index, string Name, JsonValue Input, JsonValue Item) : EventDetail;

    public sealed record IterationSucceeded(int Index, string Name) : EventDetail;

    public sealed record IterationFailed(int Index, string Name) : EventDetail;

    public sealed record IterationAborted(int Index, string Name) : EventDetail;

    public sealed record MapSucceeded : EventDetail;

    public sealed record MapFailed : EventDetail;

    // Map, distributed.

    /// <param name="Length">Items of the array; 0 when an item reader finds them.</param>
    public sealed record DistributedMapStarted(int Length) : EventDetail;

    public sealed record MapRunStarted(string MapRunArn) : EventDetail;

    /// <param name="Output">The results of the child executions, as the Map Run arranges them.</param>
    public sealed record MapRunSucceeded(JsonValue Output) : EventDetail;

    public sealed record MapRunFailed(string? Error, string? Cause) : EventDetail;

    public sealed record MapRunAborted : EventDetail;

    /// <summary>A Map Run that did not succeed goes on because its execution was redriven.</summary>
    /// <param name="RedriveCount">Of the Map Run; 1 for the first time.</param>
    public sealed record MapRunRedriven(string MapRunArn, int RedriveCount) : EventDetail;

    /// <summary>The children of a Parallel or Map are gone because one of them failed.</summary>
    public sealed record ChildrenDropped(long PreviousId) : EventDetail
    {
        public override bool IsShown => false;
    }
}

public enum StateType : byte
{
    Pass,
    Task,
    Choice,
    Wait,
    Succeed,
    Fail,
    Parallel,
    Map,
}

/// <summary>History has three families of task events, each with names of its own.</summary>
public enum TaskFamily : byte
{
    /// <summary><c>TaskScheduled</c>, <c>TaskStarted</c>, …</summary>
    Task,

    /// <summary><c>ActivityScheduled</c>, …</summary>
    Activity,

    /// <summary><c>LambdaFunctionScheduled</c>, …</summary>
    LambdaFunction,
}

public enum TaskFailureKind : byte
{
    Failed,

    /// <summary><c>ActivityScheduleFailed</c>, <c>LambdaFunctionScheduleFailed</c>.</summary>
    ScheduleFailed,

    /// <summary><c>TaskStartFailed</c>, <c>LambdaFunctionStartFailed</c>.</summary>
    StartFailed,

    /// <summary><c>TaskSubmitFailed</c>.</summary>
    SubmitFailed,
}
