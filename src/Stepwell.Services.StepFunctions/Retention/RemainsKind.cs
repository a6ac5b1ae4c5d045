using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Retention;

/// <summary>
/// The many rows that an execution or a Map Run leaves behind, as an entity that removes them bit by bit, addressed by the id of what is gone.
/// </summary>
internal sealed class RemainsKind : IEntityKind
{
    private const string KindName = "execution_remains";

    public string Name => KindName;

    public IMessageCodec Messages => RemainsMessages.Instance;

    public static EntityAddress AddressOf(long id) => new(KindName, new EntityId(id));

    public IEntity Load(EntityAddress address, IStoreReader reader) => new RemainsEntity(address.Id.Value);

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // What is left has its wake-up.
    }
}

/// <summary>The message by which an execution or a Map Run leaves its rows behind.</summary>
internal sealed class RemainsLeft
{
    public static readonly RemainsLeft Instance = new();

    private RemainsLeft()
    {
    }
}

/// <summary>There is but one message, so it needs no bytes.</summary>
internal sealed class RemainsMessages : IMessageCodec
{
    public static readonly RemainsMessages Instance = new();

    private RemainsMessages()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message) => default;

    public object FromBytes(ReadOnlyMemory<byte> bytes) => RemainsLeft.Instance;
}
