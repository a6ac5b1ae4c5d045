using System.Text;
using Stepwell.Json;

namespace Stepwell.Integrations.Functions;

/// <summary>How a task fails whose function failed.</summary>
internal static class FunctionFailure
{
    /// <summary>
    /// The error is the <c>errorType</c> of the function's answer and the cause is that answer. One that names none is <c>Lambda.Unknown</c> (Step
    /// Functions developer guide, "Handling errors in Step Functions workflows").
    /// </summary>
    /// <param name="isRead">
    /// The integration has read the answer as JSON, so the cause has no white space: <c>lambda:invoke</c>, as recorded from AWS.
    /// </param>
    public static TaskOutcome.Failed Of(ReadOnlyMemory<byte> payload, bool isRead)
    {
        var text = Encoding.UTF8.GetString(payload.Span);
        return JsonValue.TryParse(payload, out var answer, out _) && answer["errorType"] is { IsString: true } type
            ? new TaskOutcome.Failed(type.GetString(), isRead ? answer.Compact().ToString() : text)
            : new TaskOutcome.Failed(
                "Lambda.Unknown", $"The cause could not be determined because Lambda did not return an error type. Returned payload: {text}");
    }
}
