using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Series;

/// <summary>Reads the datapoints of a metric, added up to periods that follow each other from a begin on.</summary>
/// <param name="From">In seconds since 1970, as all here; where the first period begins.</param>
/// <param name="Until">Not included.</param>
/// <param name="Unit">Only what was put with this unit; null: everything.</param>
internal sealed record SeriesReader(MetricIdentity Metric, long From, long Until, long Period, long? Unit)
{
    /// <summary>By period and unit, in the order of time.</summary>
    public SortedDictionary<(long At, long Unit), Summary> ReadByUnit(IStoreReader reader)
    {
        var periods = new SortedDictionary<(long At, long Unit), Summary>();
        if (reader.FindMetric(Metric) is not { } metric)
            return periods;
        // Coarse first: what is added up in between is then missed in one answer, and not told twice.
        long[] resolutions = Period < Resolutions.Minute ? [Resolutions.Second] : [Resolutions.Hour, Resolutions.FiveMinutes, Resolutions.Minute];
        foreach (var resolution in resolutions)
        {
            foreach (var row in reader.DatapointsOf(metric.Id, resolution, From, Until))
            {
                if (Unit is { } unit && row.Unit != unit)
                    continue;
                var period = (From + Resolutions.Floor(row.At - From, Period), row.Unit);
                var summary = SummaryBytes.Read(row.Value);
                periods[period] = periods.TryGetValue(period, out var known) ? known.Merge(summary) : summary;
            }
        }
        return periods;
    }

    /// <summary>By period, whatever the units.</summary>
    public SortedDictionary<long, Summary> Read(IStoreReader reader)
    {
        var periods = new SortedDictionary<long, Summary>();
        foreach (var ((at, _), summary) in ReadByUnit(reader))
            periods[at] = periods.TryGetValue(at, out var known) ? known.Merge(summary) : summary;
        return periods;
    }
}
