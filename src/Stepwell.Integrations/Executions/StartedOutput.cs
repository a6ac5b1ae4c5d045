using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Integrations.Executions;

/// <summary>
/// What TaskSubmitted and TaskSucceeded show after StartExecution: the answer and, because Step Functions calls through the AWS SDK for
/// Java, that SDK's metadata. Members and their order are as recorded from AWS.
/// </summary>
internal static class StartedOutput
{
    public static JsonValue Of(StartExecutionResult.Started started, Guid requestId, DateTimeOffset now)
    {
        var id = JsonValue.String(requestId.ToString());
        var length = JsonValue.String(AnswerLengthBytes(started).ToString(CultureInfo.InvariantCulture));
        var date = JsonValue.String(now.ToString("r", CultureInfo.InvariantCulture));
        var type = JsonValue.String("application/x-amz-json-1.0");
        var keepAlive = JsonValue.String("keep-alive");

        var allHeaders = Object(
            ("x-amzn-RequestId", JsonValue.Array(id)),
            ("connection", JsonValue.Array(keepAlive)),
            ("Content-Length", JsonValue.Array(length)),
            ("Date", JsonValue.Array(date)),
            ("Content-Type", JsonValue.Array(type)));
        var headers = Object(
            ("connection", keepAlive),
            ("Content-Length", length),
            ("Content-Type", type),
            ("Date", date),
            ("x-amzn-RequestId", id));

        return Object(
            ("ExecutionArn", JsonValue.String(started.ExecutionArn)),
            ("SdkHttpMetadata", Object(
                ("AllHttpHeaders", allHeaders),
                ("HttpHeaders", headers),
                ("HttpStatusCode", JsonValue.Number(200)))),
            ("SdkResponseMetadata", Object(("RequestId", id))),
            ("StartDate", JsonValue.Number(started.StartDate.ToUnixTimeMilliseconds())));
    }

    /// <summary>AWS answers <c>{"executionArn":"…","startDate":1.688128939217E9}</c>, the date as Java writes a double.</summary>
    private static int AnswerLengthBytes(StartExecutionResult.Started started)
    {
        var digits = started.StartDate.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        var dateLength = Math.Max(digits.Length, 2) + ".E9".Length;
        return """{"executionArn":"","startDate":}""".Length + started.ExecutionArn.Length + dateLength;
    }

    private static JsonValue Object(params ReadOnlySpan<(string Name, JsonValue Value)> members)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (name, value) in members)
            builder.Add(name, value);
        return builder.Build();
    }
}
