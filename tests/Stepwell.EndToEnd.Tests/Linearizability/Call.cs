namespace Stepwell.EndToEnd.Tests.Linearizability;

/// <summary>What somebody asked of an execution, when, and what was answered.</summary>
internal abstract record Call
{
    /// <summary>When it was sent, on the one clock of all clients.</summary>
    public long SentAt { get; init; }

    /// <summary>When the answer was there.</summary>
    public long AnsweredAt { get; init; } = long.MaxValue;

    /// <summary>Null: there was none, or one that says that nobody knows. It may have happened, may happen yet, or never.</summary>
    public Reply? Reply { get; init; }

    public bool IsAnswered => Reply is not null;

    /// <summary>The sequential specification.</summary>
    /// <returns>The state afterwards; null when it cannot have been answered like that in this state.</returns>
    public abstract ExecutionState? Apply(ExecutionState state);

    /// <param name="isPossible">Whether it does something in this state, and so answers with success.</param>
    /// <param name="refusal">Else it answers with that.</param>
    protected ExecutionState? Change(ExecutionState state, bool isPossible, ExecutionState changed, string refusal) => Reply switch
    {
        null => isPossible ? changed : state,
        { Error: null } => isPossible ? changed : null,
        { Error: var error } => !isPossible && error == refusal ? state : null,
    };
}

/// <param name="Error">Null: success.</param>
/// <param name="Date">The one in the answer.</param>
internal sealed record Reply(string? Error = null, string? Date = null);

internal sealed record StartCall(string Input) : Call
{
    public override ExecutionState? Apply(ExecutionState state)
    {
        if (!state.Exists)
            return Reply is { Error: not null } ? null : new ExecutionState("RUNNING", Input, Reply?.Date);
        var isSame = state.IsRunning && state.Input == Input;
        return Reply switch
        {
            null => state,
            { Error: null, Date: var date } when isSame && (state.StartDate is null || state.StartDate == date) => state with { StartDate = date },
            { Error: "ExecutionAlreadyExists" } when !isSame => state,
            _ => null,
        };
    }
}

internal sealed record StopCall(string Mark) : Call
{
    public override ExecutionState? Apply(ExecutionState state)
    {
        if (state.Exists && !state.IsRunning)
            return Reply switch
            {
                null => state,
                { Error: null, Date: var date } when state.StopDate is null || state.StopDate == date => state with { StopDate = date },
                _ => null,
            };
        return Change(state, state.IsRunning, state.End("ABORTED", Mark, Reply?.Date), "ExecutionDoesNotExist");
    }
}

internal sealed record RedriveCall : Call
{
    public override ExecutionState? Apply(ExecutionState state) => Change(
        state,
        state.Exists && !state.IsRunning && state.Status != "SUCCEEDED",
        state with { Status = "RUNNING", Result = null, StopDate = null, Token = null, Redrives = state.Redrives + 1 },
        state.Exists ? "ExecutionNotRedrivable" : "ExecutionDoesNotExist");
}

/// <summary>A worker is given the task. Polls that bring none, or whose answer is lost, are about no execution that anybody knows of.</summary>
internal sealed record TakeCall(string Token) : Call
{
    public override ExecutionState? Apply(ExecutionState state) =>
        state is { IsRunning: true, Token: null } ? state with { Token = Token } : null;
}

internal enum TaskAnswer
{
    Success,
    Failure,
    Heartbeat,
}

internal sealed record TaskCall(TaskAnswer Kind, string Token, string Mark) : Call
{
    public override ExecutionState? Apply(ExecutionState state) => Change(
        state,
        state.IsRunning && state.Token == Token,
        Kind switch
        {
            TaskAnswer.Success => state.End("SUCCEEDED", Mark),
            TaskAnswer.Failure => state.End("FAILED", Mark),
            TaskAnswer.Heartbeat => state,
            _ => throw new InvalidOperationException($"Unknown answer {Kind}."),
        },
        "TaskTimedOut");
}

/// <param name="Seen">Null: it was said that there is none.</param>
internal sealed record DescribeCall(ExecutionState? Seen) : Call
{
    public override ExecutionState? Apply(ExecutionState state)
    {
        if (Reply is null || (Seen is null && !state.Exists))
            return state;
        if (Seen is null || !state.Exists)
            return null;
        var expected = state with
        {
            StartDate = state.StartDate ?? Seen.StartDate,
            StopDate = state.IsRunning ? null : state.StopDate ?? Seen.StopDate,
        };
        return expected with { Token = null } == Seen ? expected : null;
    }
}
