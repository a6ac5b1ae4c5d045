using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>What all partitions of a runtime share.</summary>
internal sealed record PartitionContext(
    IStore Store,
    IReadOnlyDictionary<string, IEntityKind> Kinds,
    IPartitionScheduler Scheduler,
    TimeProvider TimeProvider,
    Action<PartitionIncident> Report,
    PartitionOptions Options,
    Partition[] Partitions,
    TallyBoard Tallies)
{
    public IEntityKind KindOf(EntityAddress address) =>
        Kinds.TryGetValue(address.Kind, out var kind) ? kind : throw new ArgumentException($"No kind of entity is named {address.Kind}.");

    /// <exception cref="ArgumentException">The id names a partition that this store does not have.</exception>
    public int HomeOf(EntityAddress address)
    {
        var home = address.HomePartition(Partitions.Length);
        return home < Partitions.Length
            ? home
            : throw new ArgumentException($"Entity {address} belongs to partition {home}, which this store does not have.");
    }
}
