using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata;

/// <summary>Ends an evaluation with an error. Thrown only when the expression as a whole fails, and caught at the public facade.</summary>
internal sealed class JsonataException(string code, JsonValue value = default, string? token = null, int position = -1) : Exception(code)
{
    public string Code { get; } = code;

    /// <summary>The value that the error is about, or missing.</summary>
    public JsonValue Value { get; } = value;

    /// <summary>The other value of a comparison, the exponent, or the literal that the token is.</summary>
    public JsonValue Other { get; init; }

    /// <summary>Which argument of the function it is about, counted from 1.</summary>
    public int Argument { get; init; }

    /// <summary>The whole text, or the part of it that neither a value nor a token says.</summary>
    public string? Detail { get; init; }

    public string? Token { get; private set; } = token;

    /// <summary>Characters up to the end of the token that shows it; -1 where not known yet.</summary>
    public int Position { get; private set; } = position;

    /// <summary>
    /// Notes the call that the exception passes on its way out: the outermost position counts, and the innermost name.
    /// Written for exception filters, which see every call without the cost of catching: always false.
    /// </summary>
    public bool PassesCall(string? token, int position)
    {
        Token ??= token;
        if (position > 0) Position = position;
        return false;
    }

    /// <summary>Notes the operator that failed; always false.</summary>
    public bool PassesOperator(string token, int position)
    {
        Token = token;
        Position = position;
        return false;
    }

    public JsonataError ToError() => new(Code, ErrorMessages.Of(this), Position, Token, Value);
}
