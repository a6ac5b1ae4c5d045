using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// A kind of entity: how one is loaded, how its messages become bytes, and what is owed after a restart. Called by partition loops only,
/// those of different partitions at the same time.
/// </summary>
public interface IEntityKind
{
    /// <summary>Part of every address; never changes once used.</summary>
    string Name { get; }

    /// <summary>For messages sent to entities of this kind.</summary>
    IMessageCodec Messages { get; }

    /// <summary>The entity as its rows have it, or a fresh one when there are none.</summary>
    IEntity Load(EntityAddress address, IStoreReader reader);

    /// <summary>
    /// Called when a partition has started or started anew, before any command of a caller. Derives what is owed from durable rows of this partition:
    /// tasks to hand out again, long-lived subscriptions. Wake-ups and messages are restored without it.
    /// </summary>
    void Recover(IStoreReader reader, IPartitionRecovery partition);
}

/// <summary>Turns messages between entities into bytes and back. The bytes stay in the store until they are delivered.</summary>
public interface IMessageCodec
{
    ReadOnlyMemory<byte> ToBytes(object message);

    object FromBytes(ReadOnlyMemory<byte> bytes);
}

/// <summary>What a kind may do while it recovers.</summary>
public interface IPartitionRecovery
{
    int Partition { get; }

    DateTimeOffset Now { get; }

    /// <summary>Has an entity of this partition handle a command first thing after recovery.</summary>
    void Tell(EntityAddress to, object command);
}
