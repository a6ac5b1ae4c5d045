using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Bench.Persist;

internal interface ICaller
{
    ValueTask Append(long entity, long sequence, byte[] data, byte[] snapshot);
}

/// <summary>A caller that asks entities.</summary>
internal sealed class PartitionCaller(PartitionRuntime runtime) : ICaller
{
    public async ValueTask Append(long entity, long sequence, byte[] data, byte[] snapshot)
    {
        // An id names its partition itself; entities go round.
        var id = new EntityId((entity << 22) | ((entity % runtime.PartitionCount) << 14));
        await runtime.Ask<object>(new EntityAddress(JournalKind.KindName, id), new AppendEvent(data, snapshot));
    }
}

internal sealed record AppendEvent(byte[] Data, byte[] Snapshot);

internal sealed class JournalKind : IEntityKind, IMessageCodec
{
    public const string KindName = "journal";

    private static readonly object Done = new();

    public string Name => KindName;

    public IMessageCodec Messages => this;

    public IEntity Load(EntityAddress address, IStoreReader reader) =>
        new Journal(address.Id.Value, reader.Find(Shape.Snapshots, address.Id.Value)?.Sequence ?? 0);

    public void Recover(IStoreReader reader, IPartitionRecovery partition)
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message) => throw new NotSupportedException("Journals get no messages.");

    public object FromBytes(ReadOnlyMemory<byte> bytes) => throw new NotSupportedException("Journals get no messages.");

    private sealed class Journal(long id, long sequence) : IEntity
    {
        private long _sequence = sequence;

        public void Handle(object command, IActivation activation)
        {
            var append = (AppendEvent)command;
            _sequence++;
            activation.Append(Shape.Events, new EventRow(id, _sequence, append.Data));
            activation.Upsert(Shape.Snapshots, new SnapshotRow(id, _sequence, append.Snapshot));
            activation.Reply(Done);
            if (_sequence == Shape.EventsPerEntity)
                activation.DropAfterCommit();
        }
    }
}
