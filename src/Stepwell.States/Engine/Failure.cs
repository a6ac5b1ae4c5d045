using Stepwell.Expressions;

namespace Stepwell.States.Engine;

/// <summary>Why a state failed: as a value, for retriers and catchers to match.</summary>
/// <param name="Alias">Another reserved name under which a retrier or catcher may ask for it.</param>
/// <param name="IsTerminal">Neither retriers nor catchers see it: the execution fails.</param>
internal sealed record Failure(string? Error, string? Cause, string? Alias = null, bool IsTerminal = false)
{
    /// <summary>Of a Map whose iterations have failed too often.</summary>
    public static readonly Failure TooMany =
        new(ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");

    /// <summary>An error of the definition against its data. AWS lets nothing catch it.</summary>
    public static Failure Runtime(string text) => new(ErrorNames.Runtime, text, IsTerminal: true) { IsAboutState = true };

    /// <summary>An expression failed; errors that have a name of their own can be caught by it.</summary>
    public static Failure Expression(ExpressionFailure failure) => failure.Error == ExpressionFailure.Runtime
        ? Runtime(failure.Cause)
        : new Failure(failure.Error, failure.Cause) { IsAboutState = true };

    /// <summary>JSONata came to nothing, or to something that the field does not take.</summary>
    /// <param name="location">The place in the state; null: the state's input.</param>
    public static Failure Query(string? location, string text) =>
        new(ErrorNames.QueryEvaluationError, text) { IsAboutState = true, Evaluation = new FailedEvaluation(location) };

    public static Failure Query(JsonataFailure failure) => Query(failure.Location, failure.Cause);

    /// <summary>What a state has to hand on is too large. One whose task's result is fails as its task does.</summary>
    public static Failure TooLarge(string stateOrTask) => new(
        ErrorNames.DataLimitExceeded,
        $"The state/task '{stateOrTask}' returned a result with a size exceeding the maximum number of bytes service limit.")
    {
        IsOfTask = false,
    };

    /// <summary>States.TaskFailed stands for it, unless it has another exception to make.</summary>
    public bool IsOfTask { get; init; } = true;

    /// <summary>The cause is to begin with which state failed.</summary>
    public bool IsAboutState { get; init; }

    /// <summary>What history has to say of it before anything follows; null when it has, or when there is nothing.</summary>
    public FailedEvaluation? Evaluation { get; init; }

    public Failure At(Frame frame) => IsAboutState
        ? this with
        {
            IsAboutState = false,
            Cause = $"An error occurred while executing the state '{frame.StateName}' (entered at the event id #{frame.EnteredEventId}). {Cause}",
        }
        : this;
}

/// <param name="IsLate">The state had already begun, so that its entry is what came before.</param>
internal sealed record FailedEvaluation(string? Location, bool IsLate = false);

/// <summary>A value, or why there is none.</summary>
internal readonly struct Outcome<T>
{
    private readonly T _value;
    private readonly Failure? _failure;

    private Outcome(T value, Failure? failure) => (_value, _failure) = (value, failure);

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Failure failure) => new(default!, failure);

    /// <summary>True, with the failure, or false, with the value.</summary>
    public bool Failed(out T value, out Failure failure)
    {
        (value, failure) = (_value, _failure!);
        return _failure is not null;
    }
}
