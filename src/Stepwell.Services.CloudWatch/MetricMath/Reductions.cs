namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Makes one number of many.</summary>
internal static class Reductions
{
    /// <summary>All values of a series become a number; the values that several series have at one time become one value at that time.</summary>
    public static MathValue Reduce(MathValue value, Func<IReadOnlyList<double>, double> reduce, double ofNothing) => value switch
    {
        MathValue.Scalar scalar => scalar,
        MathValue.One(var series) => new MathValue.Scalar(series.Values.Count == 0 ? ofNothing : reduce(series.Values)),
        MathValue.Many(var all) => new MathValue.One(AtEachTime(all, reduce)),
        _ => throw new MathException($"A time series is needed, not {value.Kind}."),
    };

    /// <summary>Of the whole population.</summary>
    public static double StandardDeviation(IReadOnlyList<double> values)
    {
        var average = values.Average();
        return Math.Sqrt(values.Sum(value => (value - average) * (value - average)) / values.Count);
    }

    public static TimeSeries RunningSum(TimeSeries series)
    {
        var sum = 0d;
        return series.Map(value => sum += value);
    }

    public static TimeSeries Single(MathValue value) =>
        value is MathValue.One(var series) ? series : throw new MathException($"A single time series is needed, not {value.Kind}.");

    private static TimeSeries AtEachTime(IReadOnlyList<TimeSeries> all, Func<IReadOnlyList<double>, double> reduce)
    {
        var byTime = new SortedDictionary<long, List<double>>();
        foreach (var (time, value) in all.SelectMany(series => series.Points))
        {
            if (!byTime.TryGetValue(time, out var values))
                byTime.Add(time, values = []);
            values.Add(value);
        }
        var period = all.Count == 0 ? 0 : all.Max(series => series.Period);
        return TimeSeries.Of("", period, byTime.Select(entry => KeyValuePair.Create(entry.Key, reduce(entry.Value))));
    }
}
