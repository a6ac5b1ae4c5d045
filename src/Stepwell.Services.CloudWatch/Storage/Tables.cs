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

    /// <summary>What the host adds to the schema of its store.</summary>
    public static ImmutableArray<Table> All { get; } = [Metrics, Datapoints];
}
