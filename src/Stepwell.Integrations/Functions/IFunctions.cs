using Stepwell.Integrations.Executions;

namespace Stepwell.Integrations.Functions;

/// <summary>
/// The Lambda service as tasks see it. The host wires it in, so that integrations and service need not know each other. Expected refusals are
/// values; an operating error is thrown and the task is delivered again.
/// </summary>
public interface IFunctions
{
    /// <summary>Runs a function and waits for its answer, or queues the event durably, or only checks, by the call's type.</summary>
    ValueTask<FunctionCallResult> Invoke(FunctionCall call, CancellationToken aborted);
}

/// <param name="FunctionName">A name, a partial ARN or an ARN, with or without a qualifier.</param>
/// <param name="Qualifier">A version or an alias; null: the one of the name, or <c>$LATEST</c>.</param>
/// <param name="InvocationType"><c>RequestResponse</c>, <c>Event</c> or <c>DryRun</c>; null: the first.</param>
/// <param name="ClientContext">In base64, as the API takes it.</param>
/// <param name="Payload">JSON.</param>
/// <param name="WantsLogTail">Whether the answer is to have the last 4 KB of the log.</param>
public sealed record FunctionCall(
    TaskCaller Caller,
    string FunctionName,
    string? Qualifier,
    string? InvocationType,
    string? ClientContext,
    ReadOnlyMemory<byte> Payload,
    string? TraceHeader,
    bool WantsLogTail);

public abstract record FunctionCallResult
{
    /// <param name="Payload">Empty for an event that was queued and for a check.</param>
    /// <param name="FunctionError"><c>Handled</c> or <c>Unhandled</c>; null: the function succeeded.</param>
    /// <param name="ExecutedVersion">Null: none has run, since the event was queued or only checked.</param>
    /// <param name="LogTail">In base64; null: not asked for.</param>
    public sealed record Answered(
        int StatusCode, ReadOnlyMemory<byte> Payload, string? FunctionError, string? ExecutedVersion, string? LogTail, string RequestId)
        : FunctionCallResult;

    public sealed record Refused(ServiceError Error, string RequestId) : FunctionCallResult;
}
