using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Logging;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>Log groups in memory.</summary>
internal sealed class LogBook : IExecutionLogs
{
    public const string Group = "arn:aws:logs:us-east-1:000000000000:log-group:/aws/vendedlogs/states/machine:*";

    private readonly List<(string Stream, ExecutionLogEntry Entry)> _entries = [];

    /// <summary>Whether the one group is there.</summary>
    public bool HasTheGroup { get; set; } = true;

    public IReadOnlyList<(string Stream, ExecutionLogEntry Entry)> Entries
    {
        get
        {
            lock (_entries)
                return [.. _entries];
        }
    }

    public bool HasGroup(string logGroupArn) => HasTheGroup && logGroupArn == Group;

    public void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries, IActivation activation) =>
        activation.AfterCommit(() => Write(logGroupArn, logStreamName, entries));

    public void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries)
    {
        if (!HasGroup(logGroupArn))
            return;
        lock (_entries)
            _entries.AddRange(entries.Select(entry => (logStreamName, entry)));
    }
}
