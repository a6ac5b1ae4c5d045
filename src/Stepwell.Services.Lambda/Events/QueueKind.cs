using System.Collections.Concurrent;
using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Services.Lambda.Events;

/// <summary>Queues as entities, addressed by the ARN of their function.</summary>
internal sealed class QueueKind(QueueParts parts) : IEntityKind
{
    private const string KindName = "lambda_queue";

    /// <summary>What must outlive an entity that leaves memory, and not the life of its partition.</summary>
    private readonly ConcurrentDictionary<string, QueueState> _states = new();

    public string Name => KindName;

    public IMessageCodec Messages => QueueMessages.Instance;

    public static EntityAddress AddressOf(string functionArn) => new(KindName, functionArn);

    public IEntity Load(EntityAddress address, IStoreReader reader)
    {
        var arn = address.Key!;
        var row = reader.Range(EventTables.Queues, new RowRange { Index = EventTables.QueuesByFunction, Prefix = [arn], Limit = 1 }).FirstOrDefault();
        return new QueueEntity(arn, row?.Id, _states.GetOrAdd(arn, _ => new QueueState(new EventPace(parts.UsuallyRunning, parts.MemoryMegabytes))), parts);
    }

    /// <summary>Everything that was under way begins again.</summary>
    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        foreach (var arn in _states.Keys)
        {
            if (parts.Partitions().HomeOf(AddressOf(arn)) == partition.Partition)
                _states.TryRemove(arn, out _);
        }
        foreach (var queue in reader.Range(EventTables.Queues, RowRange.All))
        {
            if (new EntityId(queue.Id).Partition == partition.Partition)
                partition.Tell(AddressOf(queue.FunctionArn), ContinueQueue.Instance);
        }
    }
}
