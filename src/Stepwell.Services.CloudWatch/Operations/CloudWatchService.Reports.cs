using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Services.CloudWatch.Statistics;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>The way in for the metrics of this server itself.</summary>
public sealed partial class CloudWatchService
{
    /// <summary>So that one command does not hold up its partition.</summary>
    private const int SamplesPerCommand = 250;

    /// <summary>Keeps what is reported. Complete when it is durable.</summary>
    /// <returns>What has not been taken, and may be reported again.</returns>
    public async Task<IReadOnlyList<MetricReport>> Report(IReadOnlyList<MetricReport> reports)
    {
        var refused = await Task.WhenAll(reports
            .Select(report => (Report: report, Sample: SampleOf(report)))
            .GroupBy(entry => entry.Sample.Metric.Shard)
            .SelectMany(shard => shard.Chunk(SamplesPerCommand).Select(chunk => Keep(shard.Key, chunk)))).ConfigureAwait(false);
        return [.. refused.SelectMany(part => part)];
    }

    private async Task<IEnumerable<MetricReport>> Keep(string shard, (MetricReport Report, Sample Sample)[] chunk)
    {
        try
        {
            await Partitions.Ask<Recorded>(ShardKind.AddressOf(shard), new Record([.. chunk.Select(entry => entry.Sample)])).ConfigureAwait(false);
            return [];
        }
        catch (Exception refusal) when (refusal is PartitionOverloadedException or PartitionUnavailableException or PartitionStoppedException)
        {
            return chunk.Select(entry => entry.Report);
        }
        catch (PartitionFencedException)
        {
            // It may be durable: told again, it would count twice.
            return [];
        }
    }

    private static Sample SampleOf(MetricReport report)
    {
        var values = report.Values;
        var summary = new Summary(
            values.Values.Sum(value => value.Value), values.Sum, values.Min, values.Max, Distribution.Of(values.Values));
        var metric = new MetricIdentity(
            MetricIdentity.ScopeOf(report.Region, report.AccountId), report.Namespace, report.Name, DimensionText.Format(report.Dimensions));
        return new Sample(metric, report.At.ToUnixTimeSeconds(), Units.CodeOf(report.Unit), IsHighResolution: false, summary);
    }
}
