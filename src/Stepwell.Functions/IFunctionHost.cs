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

    /// <summary>
    /// Has so many environments of a version made ahead and kept: invocations of its revision use them first, those that end on their own are
    /// replaced. Takes the place of what was asked for before, and tries anew what failed. 0: none any more, each ends when it is free.
    /// </summary>
    void Provision(FunctionSpec spec, int count);

    /// <summary>How far that is. Null: nothing is provisioned of that revision.</summary>
    ProvisionedState? Provisioned(string revisionId);

    /// <summary>Ends the environments of a revision that is used no more, each when it is free.</summary>
    void Retire(string revisionId);
}

/// <summary>What there is of provisioned concurrency.</summary>
/// <param name="Requested">Environments that were asked for.</param>
/// <param name="Ready">Those that are initialized, whether they are busy or not.</param>
/// <param name="Busy">Those that run an invocation.</param>
/// <param name="Failure">Why there are not as many as were asked for; null: they are made, or there.</param>
public sealed record ProvisionedState(int Requested, int Ready, int Busy, ProvisioningFailure? Failure);

/// <param name="IsOfFunction">Its initialization failed; otherwise this machine cannot run it now.</param>
public sealed record ProvisioningFailure(bool IsOfFunction, string Message);

/// <summary>Where the output of functions goes; the host wires it up. Thread-safe; returns without waiting.</summary>
public interface IFunctionLogs
{
    void Write(FunctionSpec function, string logStream, IReadOnlyList<FunctionLogLine> lines);
}

public sealed record FunctionLogLine(long TimestampMs, string Message);
