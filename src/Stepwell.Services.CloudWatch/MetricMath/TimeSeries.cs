namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Values with their times, in seconds since 1970 and ascending. Immutable; numbers that are none are left out.</summary>
internal sealed class TimeSeries
{
    private TimeSeries(string label, long period, List<long> times, List<double> values) => (Label, Period, Times, Values) = (label, period, times, values);

    public string Label { get; }

    /// <summary>In seconds.</summary>
    public long Period { get; }

    public IReadOnlyList<long> Times { get; }

    public IReadOnlyList<double> Values { get; }

    public static TimeSeries Of(string label, long period, IEnumerable<KeyValuePair<long, double>> ascending)
    {
        List<long> times = [];
        List<double> values = [];
        foreach (var (time, value) in ascending)
        {
            if (!double.IsFinite(value))
                continue;
            times.Add(time);
            values.Add(value);
        }
        return new TimeSeries(label, period, times, values);
    }

    public IEnumerable<KeyValuePair<long, double>> Points
    {
        get
        {
            for (var i = 0; i < Times.Count; i++)
                yield return new(Times[i], Values[i]);
        }
    }

    public TimeSeries With(IEnumerable<KeyValuePair<long, double>> ascending) => Of(Label, Period, ascending);

    public TimeSeries Labelled(string label) => Of(label, Period, Points);

    public TimeSeries Map(Func<double, double> change) => With(Points.Select(point => KeyValuePair.Create(point.Key, change(point.Value))));

    public TimeSeries MapTimes(Func<long, double> valueAt) => With(Times.Select(time => KeyValuePair.Create(time, valueAt(time))));

    /// <summary>Only where both have a value.</summary>
    public TimeSeries Zip(TimeSeries other, Func<double, double, double> combine)
    {
        var others = other.Points.ToDictionary(point => point.Key, point => point.Value);
        var both = Points.Where(point => others.ContainsKey(point.Key));
        return Of(Label, Math.Max(Period, other.Period), both.Select(point => KeyValuePair.Create(point.Key, combine(point.Value, others[point.Key]))));
    }

    /// <summary>Each value but the first, with the one before it and how many seconds lie between.</summary>
    public TimeSeries Steps(Func<double, double, long, double> combine) => With(Enumerable
        .Range(1, Math.Max(0, Times.Count - 1))
        .Select(i => KeyValuePair.Create(Times[i], combine(Values[i - 1], Values[i], Times[i] - Times[i - 1]))));
}
