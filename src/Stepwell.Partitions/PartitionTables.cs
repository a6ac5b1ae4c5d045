using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>The tables that the runtime itself needs. Part of every schema it runs on.</summary>
public static class PartitionTables
{
    internal static readonly Table<PartitionRow> Partitions = new(
        "partitions",
        TableLayout.IntegerKey,
        key: ["partition_number"],
        columns:
        [
            Column.Integer<PartitionRow>("partition_number", row => row.Partition),
            Column.Integer<PartitionRow>("ids_reserved_until", row => row.IdsReservedUntil),
        ],
        read: row => new PartitionRow((int)row.Integer(0), row.Integer(1)));

    internal static readonly TableIndex WakeupsByDue = new("by_due", ["partition_number", "due_ticks"]);

    internal static readonly Table<WakeupRow> Wakeups = new(
        "wakeups",
        TableLayout.Clustered,
        key: ["kind", "id", "entity_key"],
        columns:
        [
            Column.Text<WakeupRow>("kind", row => row.Address.Kind),
            Column.Integer<WakeupRow>("id", row => row.Address.Id.Value),
            Column.Text<WakeupRow>("entity_key", row => row.Address.Key ?? ""),
            Column.Integer<WakeupRow>("partition_number", row => row.Partition),
            Column.Integer<WakeupRow>("due_ticks", row => row.DueTicks),
        ],
        read: row => new WakeupRow(EntityAddress.FromColumns(row.Text(0), row.Integer(1), row.Text(2)), (int)row.Integer(3), row.Integer(4)),
        indexes: [WakeupsByDue]);

    internal static readonly Table<OutboxRow> Outbox = new(
        "outbox",
        TableLayout.Append,
        key: ["sender", "receiver", "sequence"],
        columns:
        [
            Column.Integer<OutboxRow>("sender", row => row.Sender),
            Column.Integer<OutboxRow>("receiver", row => row.Receiver),
            Column.Integer<OutboxRow>("sequence", row => row.Sequence),
            Column.Text<OutboxRow>("kind", row => row.To.Kind),
            Column.Integer<OutboxRow>("id", row => row.To.Id.Value),
            Column.Text<OutboxRow>("entity_key", row => row.To.Key ?? ""),
            Column.Blob<OutboxRow>("message", row => row.Message),
        ],
        read: row => new OutboxRow(
            (int)row.Integer(0),
            (int)row.Integer(1),
            row.Integer(2),
            EntityAddress.FromColumns(row.Text(3), row.Integer(4), row.Text(5)),
            row.Blob(6)));

    internal static readonly Table<InboxRow> Inbox = new(
        "inbox",
        TableLayout.Clustered,
        key: ["receiver", "sender"],
        columns:
        [
            Column.Integer<InboxRow>("receiver", row => row.Receiver),
            Column.Integer<InboxRow>("sender", row => row.Sender),
            Column.Integer<InboxRow>("sequence", row => row.Sequence),
        ],
        read: row => new InboxRow((int)row.Integer(0), (int)row.Integer(1), row.Integer(2)));

    internal static readonly Table<TallyRow> Tallies = new(
        "tallies",
        TableLayout.Clustered,
        key: ["partition_number", "name"],
        columns:
        [
            Column.Integer<TallyRow>("partition_number", row => row.Partition),
            Column.Text<TallyRow>("name", row => row.Name),
            Column.Integer<TallyRow>("value", row => row.Value),
        ],
        read: row => new TallyRow((int)row.Integer(0), row.Text(1), row.Integer(2)));

    public static ImmutableArray<Table> All { get; } = [Partitions, Wakeups, Outbox, Inbox, Tallies];
}

/// <param name="IdsReservedUntil">Milliseconds since the id epoch: ids of this and later times have not been given out.</param>
internal sealed record PartitionRow(int Partition, long IdsReservedUntil);

/// <param name="DueTicks">UTC, in units of 100 ns.</param>
internal sealed record WakeupRow(EntityAddress Address, int Partition, long DueTicks);

/// <summary>A message that its receiver has not made durable yet, as far as the sender knows.</summary>
internal sealed record OutboxRow(int Sender, int Receiver, long Sequence, EntityAddress To, ReadOnlyMemory<byte> Message);

/// <param name="Sequence">The last message of the sender whose effects are durable here.</param>
internal sealed record InboxRow(int Receiver, int Sender, long Sequence);

/// <summary>What a partition has counted under that name.</summary>
internal sealed record TallyRow(int Partition, string Name, long Value);
