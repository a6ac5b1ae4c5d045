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
