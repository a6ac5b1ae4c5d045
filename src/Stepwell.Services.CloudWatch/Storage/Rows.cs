namespace Stepwell.Services.CloudWatch.Storage;

/// <summary>A metric.</summary>
/// <param name="Shard">The entity that keeps it.</param>
/// <param name="LastPutMs">When something was put to it, to within <see cref="LastPutGrainMs"/>.</param>
internal sealed record MetricRow(long Id, string Shard, string Scope, string Namespace, string Name, string Dimensions, long LastPutMs)
{
    /// <summary>A metric that is written each minute need not write this row each minute too.</summary>
    public const long LastPutGrainMs = 10 * 60 * 1_000;
}

/// <summary>What was put to a metric in one interval with one unit.</summary>
/// <param name="Resolution">Length of the interval in seconds.</param>
/// <param name="At">Its begin, in seconds since 1970.</param>
/// <param name="Unit">As a number; see <see cref="Metrics.Units"/>.</param>
/// <param name="Value">See <see cref="Statistics.SummaryBytes"/>.</param>
internal sealed record DatapointRow(long MetricId, long Resolution, long At, long Unit, byte[] Value);

/// <summary>An alarm.</summary>
/// <param name="Configuration">PutMetricAlarm's input as JSON.</param>
/// <param name="Metric">By which DescribeAlarmsForMetric finds it; null: it watches an expression.</param>
internal sealed record AlarmRow(
    long Id,
    string Scope,
    string Name,
    byte[] Configuration,
    string? Metric,
    string State,
    string Reason,
    string? ReasonData,
    long StateUpdatedMs,
    long StateTransitionedMs,
    long ConfiguredMs);

/// <summary>Something that happened to an alarm.</summary>
/// <param name="Id">Tells apart what happened in the same millisecond, in order.</param>
internal sealed record HistoryRow(string Scope, string AlarmName, long AtMs, long Id, string Type, string Summary, string Data);

internal sealed record TagRow(string ResourceArn, string Key, string Value);
