using Stepwell.Partitions;

namespace Stepwell.Services.StepFunctions.Logging;

/// <summary>For a server without log groups: no logging configuration that names one is accepted, so nothing is ever written.</summary>
internal sealed class NoExecutionLogs : IExecutionLogs
{
    public static readonly NoExecutionLogs Instance = new();

    private NoExecutionLogs()
    {
    }

    public bool HasGroup(string logGroupArn) => false;

    public void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries, IActivation activation)
    {
        // The group is gone, as far as this server can tell.
    }

    public void Write(string logGroupArn, string logStreamName, IReadOnlyList<ExecutionLogEntry> entries)
    {
        // As above.
    }
}
