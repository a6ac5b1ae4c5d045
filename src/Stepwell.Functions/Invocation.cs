namespace Stepwell.Functions;

/// <summary>One event for a function.</summary>
/// <param name="RequestId">A GUID; the same in every attempt at one asynchronous event.</param>
/// <param name="InvokedArn">As the caller named it: with a version or alias if it had one.</param>
/// <param name="Payload">JSON.</param>
public sealed record Invocation(string RequestId, string InvokedArn, ReadOnlyMemory<byte> Payload)
{
    /// <summary>JSON, as the mobile SDKs send it; null: none.</summary>
    public string? ClientContext { get; init; }

    /// <summary>The text of an <c>X-Amzn-Trace-Id</c> header; null: none.</summary>
    public string? TraceHeader { get; init; }

    /// <summary>Whether the outcome is to have the last 4 KB of the log.</summary>
    public bool WantsLogTail { get; init; }

    /// <summary>Where a streamed response goes as it comes; null: it is gathered, and the outcome has it.</summary>
    public IResponseStream? Stream { get; init; }
}

/// <summary>Takes the parts of a streamed response in order. Calls do not overlap.</summary>
public interface IResponseStream
{
    /// <param name="contentType">As the function names it; null: it does not.</param>
    ValueTask Start(string? contentType, CancellationToken cancellation);

    ValueTask Write(ReadOnlyMemory<byte> part, CancellationToken cancellation);
}

/// <summary>What became of an invocation.</summary>
/// <param name="Payload">The function's answer, or the JSON of its error: <c>errorType</c>, <c>errorMessage</c> and what the runtime adds.</param>
/// <param name="Error">Null: it succeeded.</param>
/// <param name="LogTail">Null unless asked for.</param>
/// <param name="Duration">Of the handler, without the initialization of a new environment.</param>
public sealed record InvocationOutcome(
    ReadOnlyMemory<byte> Payload, FunctionError? Error, ReadOnlyMemory<byte>? LogTail, TimeSpan Duration)
{
    /// <summary>Whether it ran on provisioned concurrency.</summary>
    public bool IsProvisioned { get; init; }
}

/// <summary>Values of <c>X-Amz-Function-Error</c>.</summary>
public enum FunctionError
{
    Handled,
    Unhandled,
}
