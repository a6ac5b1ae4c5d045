using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Removal;

/// <summary>What a deleted log group or stream leaves behind, as entities that remove it bit by bit, addressed by the id of the deleted.</summary>
internal sealed class RemovalKind : IEntityKind
{
    private const string GroupKind = "log_group_removal";
    private const string StreamKind = "log_stream_removal";

    private readonly bool _isOfGroup;

    private RemovalKind(bool isOfGroup) => _isOfGroup = isOfGroup;

    public static RemovalKind Groups { get; } = new(isOfGroup: true);

    public static RemovalKind Streams { get; } = new(isOfGroup: false);

    public string Name => _isOfGroup ? GroupKind : StreamKind;

    public IMessageCodec Messages => RemovalMessages.Instance;

    public static EntityAddress OfGroup(long groupId) => new(GroupKind, new EntityId(groupId));

    public static EntityAddress OfStream(long streamId) => new(StreamKind, new EntityId(streamId));

    public IEntity Load(EntityAddress address, IStoreReader reader) => new RemovalEntity(address.Id.Value, _isOfGroup);

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
        // A removal that is not done has its wake-up.
    }
}

/// <summary>The message that begins a removal.</summary>
internal sealed class RemovalBegins
{
    public static readonly RemovalBegins Instance = new();

    private RemovalBegins()
    {
    }
}

/// <summary>There is but one message, so it needs no bytes.</summary>
internal sealed class RemovalMessages : IMessageCodec
{
    public static readonly RemovalMessages Instance = new();

    private RemovalMessages()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message) => default;

    public object FromBytes(ReadOnlyMemory<byte> bytes) => RemovalBegins.Instance;
}
