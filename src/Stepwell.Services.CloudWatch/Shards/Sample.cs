using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Statistics;

namespace Stepwell.Services.CloudWatch.Shards;

/// <summary>Something that is put to a metric.</summary>
/// <param name="At">Seconds since 1970.</param>
/// <param name="Unit">As a number.</param>
/// <param name="IsHighResolution">Also kept by the second, for a few hours.</param>
internal sealed record Sample(MetricIdentity Metric, long At, long Unit, bool IsHighResolution, Summary Summary);

/// <summary>Asks a shard to keep samples. The answer is <see cref="Recorded"/>, when they are durable.</summary>
internal sealed record Record(IReadOnlyList<Sample> Samples);

internal sealed class Recorded
{
    public static readonly Recorded Instance = new();

    private Recorded()
    {
    }
}
