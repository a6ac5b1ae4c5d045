using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Shards;

/// <summary>Shards of metrics as entities, addressed by scope and number.</summary>
internal sealed class ShardKind : IEntityKind
{
    public const string KindName = "cw_shard";

    public string Name => KindName;

    public IMessageCodec Messages => NoMessages.Instance;

    public static EntityAddress AddressOf(string shard) => new(KindName, shard);

    public IEntity Load(EntityAddress address, IStoreReader reader) => new ShardEntity();

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // What ages has its wake-up; nothing else is owed.
    }
}
