using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// Gives out ids that grow strictly. A durable mark, always ahead of the ids given out, keeps those of an earlier run or of a clock
/// that went back from being given out again; it moves by a second at a time, so it costs a small write a second.
/// </summary>
internal sealed class IdSource(int partition, long reservedUntil)
{
    private const long ReservedMilliseconds = 1_000;
    private const int Counters = 1 << EntityId.CounterBits;

    private long _reservedUntil = reservedUntil;
    private long _milliseconds = reservedUntil - 1;
    private int _counter = Counters - 1;

    public static IdSource Load(int partition, IStoreReader reader) =>
        new(partition, reader.Find(PartitionTables.Partitions, partition)?.IdsReservedUntil ?? 0);

    /// <summary>The batch must become durable no later than anything that shows the id.</summary>
    public EntityId Next(DateTimeOffset now, WriteBatch batch)
    {
        var milliseconds = (now - EntityId.Epoch).Ticks / TimeSpan.TicksPerMillisecond;
        if (milliseconds > _milliseconds)
        {
            _milliseconds = milliseconds;
            _counter = 0;
        }
        else if (++_counter == Counters)
        {
            _milliseconds++;
            _counter = 0;
        }

        if (_milliseconds >= _reservedUntil)
        {
            _reservedUntil = _milliseconds + ReservedMilliseconds;
            batch.Upsert(PartitionTables.Partitions, new PartitionRow(partition, _reservedUntil));
        }

        return EntityId.From(_milliseconds, partition, _counter);
    }
}
