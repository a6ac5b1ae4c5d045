using Stepwell.Json;

namespace Stepwell.Commands;

/// <summary>What an expression came to: a value, nothing (missing), or an error.</summary>
internal readonly record struct ExpressionAnswer(JsonValue Result, string? Code, string? Message)
{
    /// <summary>As the line that answers a line.</summary>
    public JsonValue ToJson()
    {
        var answer = new JsonObjectBuilder();
        if (Code is null)
        {
            answer.Add("result", Result);
            return answer.Build();
        }

        var error = new JsonObjectBuilder();
        error.Add("code", JsonValue.String(Code));
        error.Add("message", JsonValue.String(Message ?? string.Empty));
        answer.Add("error", error.Build());
        return answer.Build();
    }
}
