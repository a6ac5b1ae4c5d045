using Microsoft.Extensions.Logging;
using Stepwell.Functions;

namespace Stepwell.Hosting.Embedding;

/// <summary>
/// What a handler may know of an invocation, apart from the event, under the names of Lambda's <c>ILambdaContext</c>. There is no identity:
/// no caller has one of Amazon Cognito's. Thread-safe.
/// </summary>
public sealed class FunctionContext
{
    private readonly HandlerCall _call;

    internal FunctionContext(HandlerCall call, ILogger logger) => (_call, Logger) = (call, logger);

    /// <summary>The same in every attempt at one queued event.</summary>
    public string AwsRequestId => _call.Invocation.RequestId;

    public string FunctionName => _call.Function.FunctionName;

    /// <summary><c>$LATEST</c> or a number.</summary>
    public string FunctionVersion => _call.Function.Version;

    /// <summary>As the caller named it: with a version or alias if it had one.</summary>
    public string InvokedFunctionArn => _call.Invocation.InvokedArn;

    /// <summary>As configured. Nothing holds a handler to it.</summary>
    public int MemoryLimitInMB => _call.Function.MemoryMegabytes;

    public string LogGroupName => _call.Function.LogGroup;

    public string LogStreamName => _call.LogStream;

    /// <summary>JSON; null: none.</summary>
    public string? ClientContext => _call.Invocation.ClientContext;

    /// <summary>The text of an <c>X-Amzn-Trace-Id</c> header; null: none.</summary>
    public string? TraceId => _call.Invocation.TraceHeader;

    /// <summary>When the caller is told that the function timed out.</summary>
    public DateTimeOffset Deadline => _call.Deadline;

    /// <summary>Zero when the time is over.</summary>
    public TimeSpan RemainingTime =>
        TimeSpan.FromTicks(Math.Max(0, (_call.Deadline - _call.Time.GetUtcNow()).Ticks));

    /// <summary>
    /// Writes to the function's log group, between the invocation's START and END; in the function's log format and from its log level on, by
    /// default <see cref="LogLevel.Information"/>. What comes after the end is dropped.
    /// </summary>
    public ILogger Logger { get; }
}
