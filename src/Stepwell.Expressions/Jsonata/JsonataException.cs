using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata;

/// <summary>Ends an evaluation with an error. Thrown only when the expression as a whole fails, and caught at the public facade.</summary>
internal sealed class JsonataException(string code, JsonValue value = default, string? token = null, int position = -1) : Exception(code)
{
    public string Code { get; } = code;

    /// <summary>The value that the error is about, or missing.</summary>
    public JsonValue Value { get; } = value;

    public string? Token { get; init; } = token;

    /// <summary>Characters up to the end of the token that shows it; -1 where not known yet.</summary>
    public int Position { get; init; } = position;
}
