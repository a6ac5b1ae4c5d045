using Stepwell.Partitions;
using Stepwell.Store;

namespace Stepwell.Bench.Persist;

internal sealed record EventRow(long Entity, long Sequence, byte[] Data);

internal sealed record SnapshotRow(long Entity, long Sequence, byte[] Data);

/// <summary>What the peers were measured with: a 600-byte event appended, a 256-byte snapshot replaced, ten events per entity.</summary>
internal static class Shape
{
    public const int EventBytes = 600;
    public const int SnapshotBytes = 256;
    public const int EventsPerEntity = 10;

    public static readonly Table<EventRow> Events = new(
        "events",
        TableLayout.Append,
        key: ["entity", "sequence"],
        columns:
        [
            Column.Integer<EventRow>("entity", row => row.Entity),
            Column.Integer<EventRow>("sequence", row => row.Sequence),
            Column.Blob<EventRow>("data", row => row.Data),
        ],
        read: row => new EventRow(row.Integer(0), row.Integer(1), row.Blob(2)));

    public static readonly Table<SnapshotRow> Snapshots = new(
        "snapshots",
        TableLayout.IntegerKey,
        key: ["entity"],
        columns:
        [
            Column.Integer<SnapshotRow>("entity", row => row.Entity),
            Column.Integer<SnapshotRow>("sequence", row => row.Sequence),
            Column.Blob<SnapshotRow>("data", row => row.Data),
        ],
        read: row => new SnapshotRow(row.Integer(0), row.Integer(1), row.Blob(2)));

    public static readonly StoreSchema Schema = new([.. PartitionTables.All, Events, Snapshots]);

    /// <summary>Half of it compressible, as JSON is; the other half is filled anew for each row.</summary>
    public static byte[] Payload(int length)
    {
        var data = new byte[length];
        data.AsSpan(0, length / 2).Fill((byte)'a');
        return data;
    }
}
