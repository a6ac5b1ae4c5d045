using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Storage;

/// <summary>Reads that several places need.</summary>
internal static class Queries
{
    public static MetricRow? FindMetric(this IStoreReader reader, MetricIdentity metric) => reader
        .Range(
            Tables.Metrics,
            new RowRange
            {
                Index = Tables.MetricsByIdentity,
                Prefix = [metric.Scope, metric.Namespace, metric.Name, metric.Dimensions],
                Limit = 1,
            })
        .FirstOrDefault();

    /// <summary>Metrics of a scope in the order of namespace, name and dimensions.</summary>
    /// <param name="metricNamespace">Null: of all.</param>
    /// <param name="after">The metric after which the listing goes on.</param>
    public static IEnumerable<MetricRow> ListMetrics(this IStoreReader reader, string scope, string? metricNamespace, MetricIdentity? after)
    {
        var range = new RowRange { Index = Tables.MetricsByIdentity };
        range = metricNamespace is null
            ? range with { Prefix = [scope], After = after is null ? [] : [after.Namespace, after.Name, after.Dimensions] }
            : range with { Prefix = [scope, metricNamespace], After = after is null ? [] : [after.Name, after.Dimensions] };
        return reader.Range(Tables.Metrics, range);
    }

    /// <summary>Datapoints of one resolution that begin in an interval, in the order of time.</summary>
    /// <param name="from">In seconds since 1970, as all here; included.</param>
    /// <param name="until">Not included.</param>
    public static IEnumerable<DatapointRow> DatapointsOf(this IStoreReader reader, long metricId, long resolution, long from, long until) => reader
        .Range(Tables.Datapoints, new RowRange { Prefix = [metricId, resolution], After = [from - 1] })
        .TakeWhile(row => row.At < until);

    public static AlarmRow? FindAlarm(this IStoreReader reader, string scope, string name) =>
        reader.Range(Tables.Alarms, new RowRange { Index = Tables.AlarmsByName, Prefix = [scope, name], Limit = 1 }).FirstOrDefault();

    public static IEnumerable<TagRow> TagsOf(this IStoreReader reader, string resourceArn) =>
        reader.Range(Tables.Tags, new RowRange { Prefix = [resourceArn] });

    /// <summary>Alarms of a scope in the order of their names.</summary>
    /// <param name="prefix">What names begin with; null for all.</param>
    /// <param name="after">The name after which the listing goes on.</param>
    public static IEnumerable<AlarmRow> ListAlarms(this IStoreReader reader, string scope, string? prefix, string? after)
    {
        // A range begins after a value, and the prefix itself may be a name.
        if (prefix is not null && after is null && reader.FindAlarm(scope, prefix) is { } exact)
            yield return exact;
        var start = after ?? prefix;
        var range = new RowRange { Index = Tables.AlarmsByName, Prefix = [scope], After = start is null ? [] : [start] };
        foreach (var row in reader.Range(Tables.Alarms, range))
        {
            if (prefix is not null && !row.Name.StartsWith(prefix, StringComparison.Ordinal))
                yield break;
            yield return row;
        }
    }
}
