using System.Globalization;
using System.Text;
using Stepwell.Json;

namespace Stepwell.Integrations.Functions;

/// <summary>
/// What TaskSucceeded shows after Invoke: the answer and, because Step Functions calls through the AWS SDK for Java, that SDK's metadata. Members
/// and their order are as recorded from AWS.
/// </summary>
internal static class InvokeOutput
{
    /// <param name="traceHeader">Null: the task is not traced.</param>
    public static JsonValue Of(FunctionCallResult.Answered answered, string? traceHeader, DateTimeOffset now)
    {
        var id = JsonValue.String(answered.RequestId);
        var metadata = new JsonObjectBuilder();
        metadata.Add("AllHttpHeaders", Headers(answered, id, traceHeader, now, HeaderOrder.Sent));
        metadata.Add("HttpHeaders", Headers(answered, id, traceHeader, now, HeaderOrder.Sorted));
        metadata.Add("HttpStatusCode", JsonValue.Number(answered.StatusCode));

        var output = new JsonObjectBuilder();
        output.Add("ExecutedVersion", answered.ExecutedVersion.Length == 0 ? default : JsonValue.String(answered.ExecutedVersion));
        output.Add("LogResult", Text(answered.LogTail));
        output.Add("Payload", Payload(answered));
        output.Add("SdkHttpMetadata", metadata.Build());
        output.Add("SdkResponseMetadata", JsonValue.EmptyObject.With("RequestId", id));
        output.Add("StatusCode", JsonValue.Number(answered.StatusCode));
        return output.Build();
    }

    /// <summary>The answer as JSON; one that is not JSON, or empty, is a text.</summary>
    public static JsonValue Payload(FunctionCallResult.Answered answered) => JsonValue.TryParse(answered.Payload, out var payload, out _)
        ? payload
        : JsonValue.String(Encoding.UTF8.GetString(answered.Payload.Span));

    /// <summary>A missing value adds no member.</summary>
    public static JsonValue Text(string? text) => text is null ? default : JsonValue.String(text);

    private static JsonValue Headers(
        FunctionCallResult.Answered answered, JsonValue id, string? traceHeader, DateTimeOffset now, HeaderOrder order)
    {
        var version = Text(answered.ExecutedVersion.Length == 0 ? null : answered.ExecutedVersion);
        var remapped = JsonValue.String("0");
        var keepAlive = JsonValue.String("keep-alive");
        var length = JsonValue.String(answered.Payload.Length.ToString(CultureInfo.InvariantCulture));
        var date = JsonValue.String(now.ToString("r", CultureInfo.InvariantCulture));
        var trace = Text(traceHeader);
        var type = JsonValue.String("application/json");
        (string Name, JsonValue Value)[] headers = order is HeaderOrder.Sent
            ?
            [
                ("X-Amz-Executed-Version", version), ("x-amzn-Remapped-Content-Length", remapped), ("Connection", keepAlive),
                ("x-amzn-RequestId", id), ("Content-Length", length), ("Date", date), ("X-Amzn-Trace-Id", trace), ("Content-Type", type),
            ]
            :
            [
                ("Connection", keepAlive), ("Content-Length", length), ("Content-Type", type), ("Date", date),
                ("X-Amz-Executed-Version", version), ("x-amzn-Remapped-Content-Length", remapped), ("x-amzn-RequestId", id),
                ("X-Amzn-Trace-Id", trace),
            ];
        var shown = new JsonObjectBuilder();
        foreach (var (name, value) in headers)
            shown.Add(name, order is HeaderOrder.Sent && !value.IsMissing ? JsonValue.Array(value) : value);
        return shown.Build();
    }

    private enum HeaderOrder
    {
        /// <summary>As they came, each with all its values.</summary>
        Sent,

        Sorted,
    }
}
