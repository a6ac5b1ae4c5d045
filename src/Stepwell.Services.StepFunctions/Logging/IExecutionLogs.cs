using Stepwell.Partitions;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>Where execution logs go: a service with log groups, which the host wires in. Safe to use from any thread.</summary>
public interface IExecutionLogs
{
    /// <summary>Whether there is such a log group.</summary>
    /// <param name="logGroupArn">As in a logging configuration: it ends with <c>:*</c>.</param>
    bool HasGroup(string logGroupArn);

    /// <summary>
    /// Logs exactly once, if and when the activation becomes durable. Where there is no such group any more, nothing is logged.
    /// </summary>
    void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries, IActivation activation);

    /// <summary>
    /// As the other, for executions that no activation stands behind. Returns at once and never throws; a crash, or more than the server can
    /// take, may lose entries, as AWS logs Express executions with its best effort only.
    /// </summary>
    void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries);
}

/// <param name="TimestampMs">Milliseconds since 1970.</param>
/// <param name="Message">JSON.</param>
public sealed record ExecutionLogEntry(long TimestampMs, string Message);
