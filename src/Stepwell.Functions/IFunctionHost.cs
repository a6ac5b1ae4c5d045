namespace Stepwell.Functions;

/// <summary>
/// Runs functions. Whether another invocation may run at all (reserved concurrency, the account's limit) its caller has decided. Thread-safe.
/// </summary>
public interface IFunctionHost
{
    /// <summary>Null: functions of this runtime can run here. Otherwise a sentence that says why not.</summary>
    string? WhyUnavailable(string runtime);

    /// <summary>
    /// Runs one event in an environment that is free, or in a new one. What the function or its environment does wrong, running out of time
    /// included, is an outcome.
    /// </summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more; the function may have run.</exception>
    ValueTask<InvocationOutcome> Invoke(FunctionSpec spec, Invocation invocation, CancellationToken aborted);

    /// <summary>Ends the environments of a revision that is used no more, each when it is free.</summary>
    void Retire(string revisionId);
}

/// <summary>Where the output of functions goes; the host wires it up. Thread-safe; returns without waiting.</summary>
public interface IFunctionLogs
{
    void Write(string functionArn, string logGroup, string logStream, IReadOnlyList<FunctionLogLine> lines);
}

public sealed record FunctionLogLine(long TimestampMs, string Message);
