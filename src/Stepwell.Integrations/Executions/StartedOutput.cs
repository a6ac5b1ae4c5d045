using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Integrations.Executions;

/// <summary>
/// What TaskSubmitted and TaskSucceeded show after StartExecution: the answer and <see cref="SdkMetadata"/>. Members and their order are as
/// recorded from AWS.
/// </summary>
internal static class StartedOutput
{
    public static JsonValue Of(StartExecutionResult.Started started, Guid requestId, DateTimeOffset now)
    {
        var id = requestId.ToString();
        var output = new JsonObjectBuilder();
        output.Add("ExecutionArn", JsonValue.String(started.ExecutionArn));
        SdkMetadata.AddTo(
            output,
            id,
            statusCode: 200,
            ("x-amzn-RequestId", id),
            ("connection", "keep-alive"),
            ("Content-Length", AnswerLengthBytes(started).ToString(CultureInfo.InvariantCulture)),
            ("Date", now.ToString("r", CultureInfo.InvariantCulture)),
            ("Content-Type", "application/x-amz-json-1.0"));
        output.Add("StartDate", JsonValue.Number(started.StartDate.ToUnixTimeMilliseconds()));
        return output.Build();
    }

    /// <summary>AWS answers <c>{"executionArn":"…","startDate":1.688128939217E9}</c>, the date as Java writes a double.</summary>
    private static int AnswerLengthBytes(StartExecutionResult.Started started)
    {
        var digits = started.StartDate.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture).TrimEnd('0');
        var dateLength = Math.Max(digits.Length, 2) + ".E9".Length;
        return """{"executionArn":"","startDate":}""".Length + started.ExecutionArn.Length + dateLength;
    }
}
