using System.Collections.Immutable;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Storage;

/// <summary>The tables of this service.</summary>
public static class Tables
{
    /// <summary>The order of ListMetrics.</summary>
    internal static readonly TableIndex MetricsByIdentity = new("cw_metric_identity", ["scope", "namespace", "name", "dimensions"], IsUnique: true);

    internal static readonly TableIndex MetricsByShard = new("cw_metric_shard", ["shard", "id"]);

    internal static readonly Table<MetricRow> Metrics = new(
        "cw_metric",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<MetricRow>("id", row => row.Id),
            Column.Text<MetricRow>("shard", row => row.Shard),
            Column.Text<MetricRow>("scope", row => row.Scope),
            Column.Text<MetricRow>("namespace", row => row.Namespace),
            Column.Text<MetricRow>("name", row => row.Name),
            Column.Text<MetricRow>("dimensions", row => row.Dimensions),
            Column.Integer<MetricRow>("last_put_ms", row => row.LastPutMs),
        ],
        row => new(row.Integer(0), row.Text(1), row.Text(2), row.Text(3), row.Text(4), row.Text(5), row.Integer(6)),
        [MetricsByIdentity, MetricsByShard]);

    /// <remarks>A graph reads neighbours; what is put goes to the end of each metric's part.</remarks>
    internal static readonly Table<DatapointRow> Datapoints = new(
        "cw_datapoint",
        TableLayout.Clustered,
        ["metric_id", "resolution", "begins_at", "unit"],
        [
            Column.Integer<DatapointRow>("metric_id", row => row.MetricId),
            Column.Integer<DatapointRow>("resolution", row => row.Resolution),
            Column.Integer<DatapointRow>("begins_at", row => row.At),
            Column.Integer<DatapointRow>("unit", row => row.Unit),
            Column.Blob<DatapointRow>("value", row => row.Value),
        ],
        row => new(row.Integer(0), row.Integer(1), row.Integer(2), row.Integer(3), row.Blob(4)));

    internal static readonly TableIndex AlarmsByName = new("cw_alarm_name", ["scope", "name"], IsUnique: true);
    internal static readonly TableIndex AlarmsByMetric = new("cw_alarm_metric", ["scope", "metric", "name"], OnlyWhereNotNull: "metric");

    /// <summary>The order in which the history of all alarms is told.</summary>
    internal static readonly TableIndex HistoryByTime = new("cw_alarm_history_time", ["scope", "at_ms", "id"]);

    internal static readonly Table<AlarmRow> Alarms = new(
        "cw_alarm",
        TableLayout.IntegerKey,
        ["id"],
        [
            Column.Integer<AlarmRow>("id", row => row.Id),
            Column.Text<AlarmRow>("scope", row => row.Scope),
            Column.Text<AlarmRow>("name", row => row.Name),
            Column.Blob<AlarmRow>("configuration", row => row.Configuration),
            Column.NullableText<AlarmRow>("metric", row => row.Metric),
            Column.Text<AlarmRow>("state", row => row.State),
            Column.Text<AlarmRow>("reason", row => row.Reason),
            Column.NullableText<AlarmRow>("reason_data", row => row.ReasonData),
            Column.Integer<AlarmRow>("state_updated_ms", row => row.StateUpdatedMs),
            Column.Integer<AlarmRow>("state_transitioned_ms", row => row.StateTransitionedMs),
            Column.Integer<AlarmRow>("configured_ms", row => row.ConfiguredMs),
        ],
        row => new(
            row.Integer(0),
            row.Text(1),
            row.Text(2),
            row.Blob(3),
            row.NullableText(4),
            row.Text(5),
            row.Text(6),
            row.NullableText(7),
            row.Integer(8),
            row.Integer(9),
            row.Integer(10)),
        [AlarmsByName, AlarmsByMetric]);

    internal static readonly Table<HistoryRow> History = new(
        "cw_alarm_history",
        TableLayout.Append,
        ["scope", "alarm_name", "at_ms", "id"],
        [
            Column.Text<HistoryRow>("scope", row => row.Scope),
            Column.Text<HistoryRow>("alarm_name", row => row.AlarmName),
            Column.Integer<HistoryRow>("at_ms", row => row.AtMs),
            Column.Integer<HistoryRow>("id", row => row.Id),
            Column.Text<HistoryRow>("type", row => row.Type),
            Column.Text<HistoryRow>("summary", row => row.Summary),
            Column.Text<HistoryRow>("data", row => row.Data),
        ],
        row => new(row.Text(0), row.Text(1), row.Integer(2), row.Integer(3), row.Text(4), row.Text(5), row.Text(6)),
        [HistoryByTime]);

    internal static readonly Table<TagRow> Tags = new(
        "cw_tag",
        TableLayout.Clustered,
        ["resource_arn", "key"],
        [
            Column.Text<TagRow>("resource_arn", row => row.ResourceArn),
            Column.Text<TagRow>("key", row => row.Key),
            Column.Text<TagRow>("value", row => row.Value),
        ],
        row => new(row.Text(0), row.Text(1), row.Text(2)));

    /// <summary>What the host adds to the schema of its store.</summary>
    public static ImmutableArray<Table> All { get; } = [Metrics, Datapoints, Alarms, History, Tags];
}
