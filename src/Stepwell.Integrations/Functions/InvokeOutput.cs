using System.Globalization;
using System.Text;
using Stepwell.Json;

namespace Stepwell.Integrations.Functions;

/// <summary>
/// What TaskSucceeded shows after Invoke: the answer and <see cref="SdkMetadata"/>. Members and their order are as recorded from AWS.
/// </summary>
internal static class InvokeOutput
{
    /// <param name="traceHeader">Null: the task is not traced.</param>
    public static JsonValue Of(FunctionCallResult.Answered answered, string? traceHeader, DateTimeOffset now)
    {
        var output = new JsonObjectBuilder();
        output.Add("ExecutedVersion", Text(answered.ExecutedVersion));
        output.Add("LogResult", Text(answered.LogTail));
        output.Add("Payload", Payload(answered));
        SdkMetadata.AddTo(
            output,
            answered.RequestId,
            answered.StatusCode,
            ("X-Amz-Executed-Version", answered.ExecutedVersion),
            ("x-amzn-Remapped-Content-Length", "0"),
            ("Connection", "keep-alive"),
            ("x-amzn-RequestId", answered.RequestId),
            ("Content-Length", answered.Payload.Length.ToString(CultureInfo.InvariantCulture)),
            ("Date", now.ToString("r", CultureInfo.InvariantCulture)),
            ("X-Amzn-Trace-Id", traceHeader),
            ("Content-Type", "application/json"));
        output.Add("StatusCode", JsonValue.Number(answered.StatusCode));
        return output.Build();
    }

    /// <summary>The answer as JSON; one that is not JSON, or empty, is a text.</summary>
    public static JsonValue Payload(FunctionCallResult.Answered answered) => JsonValue.TryParse(answered.Payload, out var payload, out _)
        ? payload
        : JsonValue.String(Encoding.UTF8.GetString(answered.Payload.Span));

    /// <summary>A missing value adds no member.</summary>
    public static JsonValue Text(string? text) => text is null ? default : JsonValue.String(text);
}
