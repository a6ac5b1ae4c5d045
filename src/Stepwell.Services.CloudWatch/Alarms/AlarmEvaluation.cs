using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.MetricMath;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.CloudWatch.Querying;
using Stepwell.Services.CloudWatch.Series;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Alarms;

/// <summary>Reads what an alarm watches and says what follows.</summary>
internal static class AlarmEvaluation
{
    /// <returns>Null: the state stays what it is.</returns>
    public static AlarmVerdict? Evaluate(AlarmRow alarm, AlarmConfiguration configuration, IStoreReader reader, DateTimeOffset now)
    {
        var count = configuration.EvaluationPeriods + AlarmRule.ExtraPeriods;
        var end = configuration.Schedule.EndFor(now);
        var range = new TimeRange(end - (count * configuration.Period), end);
        var points = configuration.Compared is { } compared
            ? OfQueries(alarm.Scope, configuration.Input.Metrics!, compared, range, reader)
            : OfMetric(alarm.Scope, configuration, range, reader);
        if (points is null)
            return null;
        var periods = new List<AlarmPoint?>();
        for (var i = 0; i < count; i++)
            periods.Add(points.GetValueOrDefault(range.From + (i * configuration.Period)));
        bool?[] breaches = [.. periods.Select(point => point is null ? (bool?)null : configuration.IsBreaching(point.Value))];
        var state = AlarmRule.StateOf(breaches, configuration.EvaluationPeriods, configuration.DatapointsToAlarm, configuration.TreatMissingData);
        return state is null || state == alarm.State ? null : AlarmReason.Of(state, periods, configuration, now, range.From);
    }

    /// <summary>Null: too little has been measured for the percentile to mean anything, and the alarm is told to hold still then.</summary>
    private static Dictionary<long, AlarmPoint>? OfMetric(string scope, AlarmConfiguration configuration, TimeRange range, IStoreReader reader)
    {
        var input = configuration.Input;
        var dimensions = (input.Dimensions ?? []).Select(dimension => KeyValuePair.Create(dimension.Name, dimension.Value));
        var metric = new MetricIdentity(scope, input.Namespace!, input.MetricName!, DimensionText.Format(dimensions));
        var series = new SeriesReader(metric, range.From, range.Until, configuration.Period, input.Unit is null ? null : Units.CodeOf(input.Unit));
        var measure = MeasureText.Parse(input.Statistic ?? input.ExtendedStatistic!)!;
        var points = new Dictionary<long, AlarmPoint>();
        Summary? last = null;
        foreach (var (at, summary) in series.Read(reader))
        {
            last = summary;
            if (measure.Of(summary) is { } value)
                points.Add(at, new AlarmPoint(at, value, summary.Count));
        }
        var isTooFew = input.EvaluateLowSampleCountPercentile == "ignore" && measure is Measure.Percentile(var percent)
            && last is not null && last.Count < SignificantCount(percent);
        return isTooFew ? null : points;
    }

    /// <remarks>User guide, "Percentile-based CloudWatch alarms and low data samples".</remarks>
    private static double SignificantCount(double percent) => percent >= 50 ? 10 / (1 - (percent / 100)) : 10 / (percent / 100);

    /// <summary>An expression that cannot be evaluated over what there is now has no value.</summary>
    private static Dictionary<long, AlarmPoint> OfQueries(
        string scope, IReadOnlyList<MetricDataQuery> queries, MetricDataQuery compared, TimeRange range, IStoreReader reader)
    {
        try
        {
            var series = new QueryScope(reader, scope, queries, range).SeriesOf(compared);
            return series.Count == 1 ? series[0].Points.ToDictionary(point => point.Key, point => new AlarmPoint(point.Key, point.Value, Count: null)) : [];
        }
        catch (MathException)
        {
            return [];
        }
    }
}

/// <summary>A period with a value.</summary>
/// <param name="Count">How many values there were; null: nobody knows.</param>
internal sealed record AlarmPoint(long At, double Value, double? Count);
