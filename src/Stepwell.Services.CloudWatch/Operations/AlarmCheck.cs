using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Querying;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>Whether an alarm can be what it is asked to be.</summary>
/// <remarks>API reference, PutMetricAlarm; texts as AWS answers, where they are known.</remarks>
internal static class AlarmCheck
{
    private const int Day = 86_400;
    private const int Hour = 3_600;

    private static readonly string[] MissingData = ["breaching", "notBreaching", "ignore", "missing"];
    private static readonly string[] LowSamples = ["evaluate", "ignore"];

    /// <exception cref="AwsException">It cannot.</exception>
    public static void Check(PutMetricAlarmInput input)
    {
        if (input.EvaluationPeriods is not { } periods)
            throw QueryCheck.Invalid("The parameter EvaluationPeriods is required.");
        if (input.ComparisonOperator is null)
            throw QueryCheck.Invalid("The parameter ComparisonOperator is required.");
        if (input.Threshold is not { } threshold || !double.IsFinite(threshold))
            throw QueryCheck.Invalid("The parameter Threshold is required.");
        if (input.DatapointsToAlarm > periods)
            throw QueryCheck.Invalid("DatapointsToAlarm must be less than or equal to EvaluationPeriods.");
        if (input.TreatMissingData is { } missing && !MissingData.Contains(missing))
            throw QueryCheck.Invalid($"Option {missing} not supported for TreatMissingData, must be one of {string.Join(", ", MissingData)}");
        if (input.EvaluateLowSampleCountPercentile is { } low && !LowSamples.Contains(low))
            throw QueryCheck.Invalid($"Option {low} not supported for EvaluateLowSampleCountPercentile, must be one of {string.Join(", ", LowSamples)}");
        var period = input.Metrics is null ? CheckMetric(input) : CheckQueries(input, input.Metrics);
        if ((long)period * periods > (period >= Hour ? 7 * Day : Day))
        {
            throw QueryCheck.Invalid(period >= Hour
                ? $"Metrics cannot be checked across more than seven days (EvaluationPeriods * Period must be <= {7 * Day})."
                : $"Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= {Day}).");
        }
        foreach (var action in (input.OKActions ?? []).Concat(input.AlarmActions ?? []).Concat(input.InsufficientDataActions ?? []))
            if (!action.StartsWith("arn:", StringComparison.Ordinal))
                throw QueryCheck.Invalid($"Invalid arn syntax: {action}");
    }

    /// <returns>The period.</returns>
    private static int CheckMetric(PutMetricAlarmInput input)
    {
        if (input.MetricName is null || input.Namespace is null)
            throw QueryCheck.Invalid("The parameters MetricName and Namespace, or Metrics, are required.");
        if (input.Statistic is null == input.ExtendedStatistic is null)
            throw QueryCheck.Invalid("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.");
        if (input.ExtendedStatistic is { } extended && MeasureText.ParseExtended(extended) is null)
            throw QueryCheck.Invalid($"The value {extended} for parameter ExtendedStatistic is not supported.");
        if (input.Period is not { } period)
            throw QueryCheck.Invalid("The parameter Period is required.");
        CheckPeriod(period);
        return period;
    }

    private static int CheckQueries(PutMetricAlarmInput input, IReadOnlyList<MetricDataQuery> queries)
    {
        if ((input.MetricName ?? input.Namespace ?? input.Statistic ?? input.ExtendedStatistic) is not null || input.Dimensions is not null || input.Period is not null)
            throw QueryCheck.Invalid("The parameter Metrics cannot be specified together with MetricName, Namespace, Dimensions, Period or a statistic.");
        if (queries.Count == 0 || queries.Count(query => query.ReturnData is not false) != 1)
            throw QueryCheck.Invalid("Metrics list must contain exactly one metric matching the ReturnData parameter");
        QueryCheck.Check(queries, nameof(input.Metrics));
        var periods = queries.Where(query => query.MetricStat is not null).Select(query => query.MetricStat!.Period).ToList();
        foreach (var period in periods)
            CheckPeriod(period);
        return periods.Count == 0 ? throw QueryCheck.Invalid("Metrics list must contain a metric") : periods.Max();
    }

    private static void CheckPeriod(int period)
    {
        if (period is not (10 or 20 or 30) && period % 60 != 0)
            throw QueryCheck.Invalid("Period must be 10, 20, 30 or a multiple of 60");
    }
}
