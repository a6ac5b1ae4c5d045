using System.Globalization;
using System.Text;
using Stepwell.Functions;
using Stepwell.Json;
using Stepwell.Services.Lambda.Catalog;

namespace Stepwell.Services.Lambda.Events;

/// <summary>What a destination gets of an event.</summary>
/// <remarks>Lambda developer guide, "Capturing records of Lambda asynchronous invocations".</remarks>
internal static class DestinationRecord
{
    public const string Success = "Success";
    public const string RetriesExhausted = "RetriesExhausted";
    public const string EventAgeExceeded = "EventAgeExceeded";

    /// <remarks>Lambda developer guide, "Configuring reserved concurrency": with none, events go to the destination without any retries.</remarks>
    public const string ZeroReservedConcurrency = "ZeroReservedConcurrency";

    /// <summary>AWS does not say what it writes here.</summary>
    public const string RecursiveInvocation = "RecursiveInvocation";

    /// <param name="condition">One of the constants.</param>
    /// <param name="outcome">Of the last attempt; null: it did not run.</param>
    public static byte[] Of(EventRow row, FunctionTarget target, string condition, InvocationOutcome? outcome, DateTimeOffset now)
    {
        var context = new JsonObjectBuilder();
        context.Add("requestId", JsonValue.String(row.RequestId));
        context.Add("functionArn", JsonValue.String($"{target.FunctionArn}:{target.Spec.Version}"));
        context.Add("condition", JsonValue.String(condition));
        context.Add("approximateInvokeCount", JsonValue.Number(row.Invocations));

        var record = new JsonObjectBuilder();
        record.Add("version", JsonValue.String("1.0"));
        record.Add("timestamp", JsonValue.String(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)));
        record.Add("requestContext", context.Build());
        record.Add("requestPayload", JsonValue.Parse(row.Payload));
        if (outcome is not null)
        {
            record.Add("responseContext", ResponseContext(target, outcome));
            record.Add("responsePayload", Payload(outcome));
        }
        return record.Build().ToUtf8Bytes();
    }

    private static JsonValue ResponseContext(FunctionTarget target, InvocationOutcome outcome)
    {
        var context = new JsonObjectBuilder();
        context.Add("statusCode", JsonValue.Number(200));
        context.Add("executedVersion", JsonValue.String(target.Spec.Version));
        context.Add("functionError", outcome.Error is { } error ? JsonValue.String(error.ToString()) : default);
        return context.Build();
    }

    private static JsonValue Payload(InvocationOutcome outcome) => JsonValue.TryParse(outcome.Payload, out var payload, out _)
        ? payload
        : JsonValue.String(Encoding.UTF8.GetString(outcome.Payload.Span));
}
