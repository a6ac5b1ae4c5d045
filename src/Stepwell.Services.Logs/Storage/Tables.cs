using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Services.Logs.Storage;

/// <summary>The tables of this service.</summary>
public static class Tables
{
    internal static readonly TableIndex GroupsByName = new("logs_group_name", ["scope", "name"], IsUnique: true);
    internal static readonly TableIndex StreamsByName = new("logs_stream_name", ["group_id", "name"], IsUnique: true);
    internal static readonly TableIndex StreamsByLastEvent = new("logs_stream_last_event", ["group_id", "last_event_at_ms", "name"]);

    /// <summary>The order in which FilterLogEvents answers: all events of a group by time.</summary>
    internal static readonly TableIndex EventsByGroup = new("logs_event_group", ["group_id", "timestamp_ms", "stream_id", "sequence"]);

    internal static readonly Table<LogGroupRow> Groups = new(
        "logs_group",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<LogGroupRow>("id", row => row.Id),
            Column.Text<LogGroupRow>("scope", row => row.Scope),
            Column.Text<LogGroupRow>("name", row => row.Name),
            Column.Text<LogGroupRow>("class", row => row.Class),
            Column.NullableText<LogGroupRow>("kms_key_id", row => row.KmsKeyId),
            Column.NullableInteger<LogGroupRow>("retention_days", row => row.RetentionDays),
            Column.Integer<LogGroupRow>("created_at_ms", row => row.CreatedAtMs),
            Column.Integer<LogGroupRow>("is_protected", row => row.IsProtected),
        ],
        row => new(
            row.Integer(0),
            row.Text(1),
            row.Text(2),
            row.Text(3),
            row.NullableText(4),
            row.NullableInteger(5),
            row.Integer(6),
            row.Integer(7)),
        [GroupsByName]);

    internal static readonly Table<LogStreamRow> Streams = new(
        "logs_stream",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<LogStreamRow>("id", row => row.Id),
            Column.Integer<LogStreamRow>("group_id", row => row.GroupId),
            Column.Text<LogStreamRow>("name", row => row.Name),
            Column.Integer<LogStreamRow>("created_at_ms", row => row.CreatedAtMs),
            Column.Integer<LogStreamRow>("last_event_at_ms", row => row.LastEventAtMs),
            Column.NullableInteger<LogStreamRow>("last_ingested_at_ms", row => row.LastIngestedAtMs),
            Column.Integer<LogStreamRow>("next_sequence", row => row.NextSequence),
        ],
        row => new(
            row.Integer(0),
            row.Integer(1),
            row.Text(2),
            row.Integer(3),
            row.Integer(4),
            row.NullableInteger(5),
            row.Integer(6)),
        [StreamsByName, StreamsByLastEvent]);

    internal static readonly Table<LogEventRow> Events = new(
        "logs_event",
        TableLayout.Append,
        ["stream_id", "timestamp_ms", "sequence"],
        [
            Column.Integer<LogEventRow>("stream_id", row => row.StreamId),
            Column.Integer<LogEventRow>("group_id", row => row.GroupId),
            Column.Integer<LogEventRow>("timestamp_ms", row => row.TimestampMs),
            Column.Integer<LogEventRow>("sequence", row => row.Sequence),
            Column.Integer<LogEventRow>("ingested_at_ms", row => row.IngestedAtMs),
            Column.Text<LogEventRow>("message", row => row.Message),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Integer(2), row.Integer(3), row.Integer(4), row.Text(5)),
        [EventsByGroup]);

    internal static readonly Table<LogTagRow> Tags = new(
        "logs_tag",
        TableLayout.Clustered,
        ["resource_arn", "key"],
        [
            Column.Text<LogTagRow>("resource_arn", row => row.ResourceArn),
            Column.Text<LogTagRow>("key", row => row.Key),
            Column.Text<LogTagRow>("value", row => row.Value),
        ],
        row => new(row.Text(0), row.Text(1), row.Text(2)));

    /// <summary>What the host adds to the schema of its store.</summary>
    public static ImmutableArray<Table> All { get; } = [Groups, Streams, Events, Tags];
}
