using Stepwell.Partitions;
using Stepwell.Services.Logs.Operations;
using Stepwell.Services.Logs.Streams;
using Stepwell.Services.StepFunctions.Logging;

namespace Stepwell.Hosting;

/// <summary>Executions are logged into the log groups of this server.</summary>
internal sealed class ExecutionLogs(LogsService logs) : IExecutionLogs
{
    public bool HasGroup(string logGroupArn) => logs.HasGroup(logGroupArn);

    public void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries, IActivation activation) =>
        LogsService.Deliver(logGroupArn, logStreamName, Lines(entries), activation);

    public void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries) =>
        logs.Deliver(logGroupArn, logStreamName, Lines(entries));

    private static LogLine[] Lines(IReadOnlyList<ExecutionLogEntry> entries) =>
        [.. entries.Select(entry => new LogLine(entry.TimestampMs, entry.Message))];
}
