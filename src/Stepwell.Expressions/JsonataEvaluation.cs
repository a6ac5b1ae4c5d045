using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>What a template came to: a value, or a failure.</summary>
public readonly record struct JsonataEvaluation(JsonValue Value, JsonataFailure? Failure)
{
    public bool Failed => Failure is not null;

    public static implicit operator JsonataEvaluation(JsonValue value) => new(value, Failure: null);

    public static implicit operator JsonataEvaluation(JsonataFailure failure) => new(default, failure);
}
