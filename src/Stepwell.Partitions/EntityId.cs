using System.Globalization;

namespace Stepwell.Partitions;

/// <summary>
/// A positive 63-bit number that names an entity and its home partition: 41 bits of milliseconds since 2020, 8 bits of partition,
/// 14 bits of counter. Ids of one partition grow strictly, across restarts and clock changes too.
/// </summary>
public readonly record struct EntityId(long Value) : IComparable<EntityId>
{
    internal const int CounterBits = 14;
    internal const int PartitionBits = 8;

    internal static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The id of what there is one of in each partition. No other entity gets it.</summary>
    public static EntityId OfPartition(int partition) => From(milliseconds: 0, partition, (1 << CounterBits) - 1);

    public int Partition => (int)(Value >> CounterBits) & ((1 << PartitionBits) - 1);

    public static bool operator <(EntityId left, EntityId right) => left.Value < right.Value;

    public static bool operator <=(EntityId left, EntityId right) => left.Value <= right.Value;

    public static bool operator >(EntityId left, EntityId right) => left.Value > right.Value;

    public static bool operator >=(EntityId left, EntityId right) => left.Value >= right.Value;

    public int CompareTo(EntityId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal static EntityId From(long milliseconds, int partition, int counter) =>
        new((milliseconds << (PartitionBits + CounterBits)) | ((long)partition << CounterBits) | (uint)counter);
}
