using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>
/// What an expression came to: a value, or a failure. The value is missing when a definite path selects nothing;
/// what that means, and its wording, is up to the field that holds the expression.
/// </summary>
public readonly record struct Evaluation(JsonValue Value, ExpressionFailure? Failure)
{
    public bool Failed => Failure is not null;

    public static implicit operator Evaluation(JsonValue value) => new(value, Failure: null);

    public static implicit operator Evaluation(ExpressionFailure failure) => new(default, failure);
}
