using Stepwell.Partitions;
using Stepwell.Services.Logs.Naming;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Streams;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Operations;

/// <summary>The way in for other services of this server, which the host wires up.</summary>
public sealed partial class LogsService
{
    /// <summary>Whether there is such a log group.</summary>
    /// <param name="logGroupArn">With or without <c>:*</c>.</param>
    public bool HasGroup(string logGroupArn)
    {
        using var lease = store.RentReader();
        return LogsArn.TryParse(logGroupArn, out var arn) && lease.Reader.FindGroup(arn.Scope, arn.GroupName) is not null;
    }

    /// <summary>
    /// Adds events exactly once, if and when the activation becomes durable. The stream is made if need be; where there is no group, nothing is
    /// written, as with AWS.
    /// </summary>
    /// <param name="logGroupArn">With or without <c>:*</c>.</param>
    public static void Deliver(string logGroupArn, string logStreamName, IReadOnlyList<LogLine> lines, IActivation activation)
    {
        if (LogsArn.TryParse(logGroupArn, out var arn) && activation.Reader.FindGroup(arn.Scope, arn.GroupName) is { } group)
            activation.Send(LogStreamKind.AddressOf(group.Id, logStreamName), new LogDelivery(lines));
    }

    /// <summary>As the other, for events that no activation stands behind: they are written soon, and a crash may lose them.</summary>
    /// <returns>False when they are not taken: there is no such group, too much is waiting already, or the store is away.</returns>
    public bool Deliver(string logGroupArn, string logStreamName, IReadOnlyList<LogLine> lines)
    {
        if (!LogsArn.TryParse(logGroupArn, out var arn))
            return false;
        try
        {
            using var lease = store.RentReader();
            if (lease.Reader.FindGroup(arn.Scope, arn.GroupName) is not { } group)
                return false;
            Partitions.Tell(LogStreamKind.AddressOf(group.Id, logStreamName), new LogDelivery(lines));
            return true;
        }
        catch (Exception fault) when (fault is PartitionException or StoreException)
        {
            return false;
        }
    }
}
