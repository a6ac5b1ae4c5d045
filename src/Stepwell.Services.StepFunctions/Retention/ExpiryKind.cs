using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Retention;

/// <summary>One entity in each partition, which removes the expired executions there.</summary>
internal sealed class ExpiryKind(TimeSpan retention) : IEntityKind
{
    private const string KindName = "execution_expiry";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public IEntity Load(EntityAddress address, IStoreReader reader) => new ExpiryEntity(retention, address.Id.Partition);

    /// <summary>The retention may be another than that of the last run, so a wake-up of then says nothing.</summary>
    public void Recover(IStoreReader reader, IPartitionRecovery partition) =>
        partition.Tell(new EntityAddress(KindName, EntityId.OfPartition(partition.Partition)), ExpiryBegins.Instance);
}

/// <summary>The partition has started.</summary>
internal sealed class ExpiryBegins
{
    public static readonly ExpiryBegins Instance = new();

    private ExpiryBegins()
    {
    }
}

/// <summary>The message by which a closed execution goes, unless it has been redriven since.</summary>
/// <param name="BeforeMs">What stopped before this time has expired.</param>
internal sealed record ExecutionExpired(long BeforeMs);
