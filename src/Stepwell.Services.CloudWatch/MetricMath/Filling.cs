namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Values where there are none.</summary>
internal static class Filling
{
    /// <summary>The same value in every period.</summary>
    public static TimeSeries Constant(double value, IMathScope scope) =>
        TimeSeries.Of("", scope.Period, Times(scope, scope.Period).Select(time => KeyValuePair.Create(time, value)));

    public static MathValue Fill(MathNode.Call call, MathEvaluator math)
    {
        Func<TimeSeries, TimeSeries> fill;
        if (MathFunctions.IsOption(call.Function, 1, call.Arguments[1]))
        {
            fill = Arguments.Option(call, 1) == "REPEAT" ? series => Repeat(series, math.Scope) : series => Linear(series, math.Scope);
        }
        else
        {
            fill = math.Evaluate(call.Arguments[1]) switch
            {
                MathValue.Scalar(var number) => series => FillWith(series, math.Scope, _ => number),
                MathValue.One(var other) => series => FillWith(series, math.Scope, ValuesOf(other)),
                var wrong => throw new MathException($"Nothing can be filled with {wrong.Kind}."),
            };
        }
        return math.Evaluate(call.Arguments[0]) switch
        {
            MathValue.One(var series) => new MathValue.One(fill(series)),
            MathValue.Many(var all) => new MathValue.Many([.. all.Select(fill)]),
            var other => throw new MathException($"The function FILL needs a time series, not {other.Kind}."),
        };
    }

    private static TimeSeries FillWith(TimeSeries series, IMathScope scope, Func<long, double> missingAt)
    {
        var known = ValuesOf(series);
        return series.With(AllTimes(series, scope).Select(time => KeyValuePair.Create(time, known(time) is var value && double.IsNaN(value) ? missingAt(time) : value)));
    }

    /// <summary>The last value before. Before the first there is none.</summary>
    private static TimeSeries Repeat(TimeSeries series, IMathScope scope)
    {
        var known = ValuesOf(series);
        var last = double.NaN;
        return series.With(AllTimes(series, scope).Select(time =>
        {
            var value = known(time);
            return KeyValuePair.Create(time, double.IsNaN(value) ? last : last = value);
        }));
    }

    /// <summary>On the line between the values before and after. There is none outside of the first and the last.</summary>
    private static TimeSeries Linear(TimeSeries series, IMathScope scope) => FillWith(series, scope, time =>
    {
        var after = series.Times.TakeWhile(known => known < time).Count();
        if (after == 0 || after == series.Times.Count)
            return double.NaN;
        var (t0, t1) = (series.Times[after - 1], series.Times[after]);
        var (v0, v1) = (series.Values[after - 1], series.Values[after]);
        return v0 + ((v1 - v0) * (time - t0) / (t1 - t0));
    });

    private static IEnumerable<long> AllTimes(TimeSeries series, IMathScope scope) =>
        Times(scope, series.Period == 0 ? scope.Period : series.Period).Union(series.Times).Order();

    private static IEnumerable<long> Times(IMathScope scope, long period)
    {
        for (var time = scope.From; time < scope.Until; time += period)
            yield return time;
    }

    private static Func<long, double> ValuesOf(TimeSeries series)
    {
        var known = series.Points.ToDictionary(point => point.Key, point => point.Value);
        return time => known.TryGetValue(time, out var value) ? value : double.NaN;
    }
}
