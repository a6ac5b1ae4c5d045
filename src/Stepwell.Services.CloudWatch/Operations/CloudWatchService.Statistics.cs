using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Series;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>Datapoints of one metric.</summary>
public sealed partial class CloudWatchService
{
    private const int MaxStatisticsDatapoints = 1_440;

    public override ValueTask<GetMetricStatisticsOutput> GetMetricStatistics(GetMetricStatisticsInput input, RequestContext context)
    {
        var extended = ExtendedOf(input);
        TimeRange.CheckPeriod(input.Period, nameof(input.Period));
        var range = TimeRange.Of(input.StartTime, input.EndTime, time.GetUtcNow());
        if (range.DatapointsFor(input.Period) is > MaxStatisticsDatapoints and var count)
        {
            throw new InvalidParameterCombinationException(
                $"You have requested up to {count} datapoints, which exceeds the limit of {MaxStatisticsDatapoints}. "
                + "You may reduce the datapoints requested by increasing Period, or decreasing the time range.");
        }
        var metric = MetricOf(Scope(context), input.Namespace, input.MetricName, input.Dimensions);
        var series = new SeriesReader(
            metric, range.FromFor(input.Period), range.Until, input.Period, input.Unit is null ? null : Units.CodeOf(input.Unit));
        using var lease = store.RentReader();
        return new(new GetMetricStatisticsOutput
        {
            Label = input.MetricName,
            Datapoints =
            [
                .. series.ReadByUnit(lease.Reader)
                    .Select(entry => DatapointOf(entry.Key.At, entry.Key.Unit, entry.Value, input.Statistics ?? [], extended))
                    .OfType<Datapoint>(),
            ],
        });
    }

    private static Dictionary<string, Measure> ExtendedOf(GetMetricStatisticsInput input)
    {
        if (input.Statistics is null && input.ExtendedStatistics is null)
            throw new InvalidParameterCombinationException("At least one of the parameters Statistics and ExtendedStatistics must be specified.");
        if (input.Statistics is not null && input.ExtendedStatistics is not null)
        {
            throw new InvalidParameterCombinationException(
                "The parameters Statistics and ExtendedStatistics are mutually exclusive and you have specified both.");
        }
        var statistics = new Dictionary<string, Measure>();
        foreach (var name in input.ExtendedStatistics ?? [])
        {
            statistics[name] = MeasureText.ParseExtended(name)
                ?? throw new InvalidParameterValueException($"The value {name} for parameter ExtendedStatistics.member.{statistics.Count + 1} is invalid.");
        }
        return statistics;
    }

    /// <summary>Null: nothing of what is asked for is known.</summary>
    private static Datapoint? DatapointOf(long at, long unit, Summary summary, IReadOnlyList<string> simple, Dictionary<string, Measure> extended)
    {
        double? If(string statistic, double value) => simple.Contains(statistic) ? value : null;
        var known = extended
            .Select(entry => (entry.Key, Value: entry.Value.Of(summary)))
            .Where(entry => entry.Value is not null)
            .ToDictionary(entry => entry.Key, entry => entry.Value!.Value);
        return extended.Count > 0 && known.Count == 0 ? null : new Datapoint
        {
            Timestamp = DateTimeOffset.FromUnixTimeSeconds(at),
            Unit = Units.NameOf(unit),
            SampleCount = If(Api.Statistic.SampleCount, summary.Count),
            Sum = If(Api.Statistic.Sum, summary.Sum),
            Average = If(Api.Statistic.Average, summary.Average),
            Minimum = If(Api.Statistic.Minimum, summary.Min),
            Maximum = If(Api.Statistic.Maximum, summary.Max),
            ExtendedStatistics = known.Count > 0 ? known : null,
        };
    }
}
