using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>What an expression came to: a value, missing where JSONata has undefined; or an error.</summary>
/// <param name="IsFunction">It is a function, which JSON does not have; the value is missing.</param>
public readonly record struct JsonataResult(JsonValue Value, JsonataError? Error, bool IsFunction = false)
{
    public bool Failed => Error is not null;
}
