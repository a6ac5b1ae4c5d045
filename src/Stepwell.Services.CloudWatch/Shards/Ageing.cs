using Stepwell.Partitions;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Shards;

/// <summary>
/// Adds up datapoints that are too old for their resolution, removes those that are too old for any, and metrics that have none left. A round
/// visits each metric of the shard and looks at nothing but what is due there.
/// </summary>
internal sealed class Ageing
{
    /// <summary>Rows that one slice may take, so that it does not hold up its partition.</summary>
    private const int RowsPerSlice = 2_000;

    private const int MetricsPerSlice = 200;

    /// <summary>Long enough for a slice to be durable.</summary>
    public static readonly TimeSpan SlicePause = TimeSpan.FromMilliseconds(200);

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private long _lastMetric;

    /// <summary>At the next full hour, so that it comes nearer however often it is set.</summary>
    public static DateTimeOffset NextRound(DateTimeOffset now) => new(now.UtcTicks - (now.UtcTicks % Pause.Ticks) + Pause.Ticks, TimeSpan.Zero);

    /// <summary>Whether the round is over with it.</summary>
    public bool Slice(PendingWrites pending, Action<MetricRow> forget, IActivation activation)
    {
        var room = RowsPerSlice;
        var range = new RowRange { Index = Tables.MetricsByShard, Prefix = [activation.Self.Key!], After = [_lastMetric], Limit = MetricsPerSlice };
        var metrics = activation.Reader.Range(Tables.Metrics, range).ToList();
        foreach (var metric in metrics)
        {
            foreach (var ageing in Resolutions.All)
                room -= Age(metric.Id, ageing, room, pending, activation);
            if (room <= 0)
                return false;
            _lastMetric = metric.Id;
            RemoveIfOver(metric, forget, activation);
        }
        if (metrics.Count == MetricsPerSlice)
            return false;
        _lastMetric = 0;
        return true;
    }

    /// <returns>How many rows it took.</returns>
    private static int Age(long metricId, Resolutions.Ageing ageing, int room, PendingWrites pending, IActivation activation)
    {
        if (room <= 0)
            return 0;
        // Intervals of the coarser resolution go as a whole.
        var unit = ageing.Coarser ?? ageing.Resolution;
        var firstKept = Resolutions.Floor(activation.Now.ToUnixTimeSeconds() - ageing.Kept, unit);
        var range = new RowRange { Prefix = [metricId, ageing.Resolution], Limit = room };
        var due = activation.Reader.Range(Tables.Datapoints, range).TakeWhile(row => row.At < firstKept).ToList();
        foreach (var row in due)
        {
            activation.Delete(Tables.Datapoints, row);
            if (ageing.Coarser is { } coarser)
                pending.Add(new DatapointKey(metricId, coarser, Resolutions.Floor(row.At, coarser), row.Unit), SummaryBytes.Read(row.Value), activation);
        }
        return due.Count;
    }

    private static void RemoveIfOver(MetricRow metric, Action<MetricRow> forget, IActivation activation)
    {
        var longest = Resolutions.All.Max(ageing => ageing.Kept);
        if (metric.LastPutMs / 1_000 >= activation.Now.ToUnixTimeSeconds() - longest)
            return;
        if (activation.Reader.Range(Tables.Datapoints, new RowRange { Prefix = [metric.Id], Limit = 1 }).Any())
            return;
        activation.Delete(Tables.Metrics, metric);
        forget(metric);
    }
}
