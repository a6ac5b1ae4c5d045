using Stepwell.Json;

namespace Stepwell.Expressions;

/// <summary>What an expression came to: a value, missing where JSONata has undefined or a function; or an error.</summary>
public readonly record struct JsonataResult(JsonValue Value, JsonataError? Error)
{
    public bool Failed => Error is not null;
}
