namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>Functions that choose: among values, and among series.</summary>
internal static class Selection
{
    /// <summary>Where the condition has no value there is none; so where it is false and nothing is given for that.</summary>
    public static MathValue If(MathNode.Call call, MathEvaluator math)
    {
        var condition = math.Evaluate(call.Arguments[0]);
        var whenTrue = math.Evaluate(call.Arguments[1]);
        var whenFalse = call.Arguments.Count > 2 ? math.Evaluate(call.Arguments[2]) : null;
        return condition switch
        {
            MathValue.Scalar(var number) => number != 0 ? whenTrue : whenFalse ?? new MathValue.Many([]),
            MathValue.One(var series) => new MathValue.One(Choose(series, ValueAt(whenTrue), whenFalse is null ? _ => double.NaN : ValueAt(whenFalse))),
            _ => throw new MathException($"The condition of the function IF must be a number or a time series, not {condition.Kind}."),
        };
    }

    public static MathValue Metrics(MathNode.Call call, MathEvaluator math)
    {
        var part = call.Arguments.Count == 0
            ? ""
            : call.Arguments[0] is MathNode.Text(var text) ? text : throw new MathException("The argument of the function METRICS must be a text.");
        return new MathValue.Many([.. math.Scope.Metrics.Where(metric => metric.Key.Contains(part, StringComparison.Ordinal)).Select(metric => metric.Value)]);
    }

    public static MathValue Pick(IReadOnlyList<TimeSeries> all, bool fromStart) =>
        all.Count == 0 ? new MathValue.Many([]) : new MathValue.One(fromStart ? all[0] : all[^1]);

    /// <summary>From one position, counted from 0, up to another that is not included; a single series when only one position is given.</summary>
    public static MathValue Slice(MathNode.Call call, MathEvaluator math)
    {
        var all = Arguments.Series(call, 0, math);
        var from = Position(Arguments.Number(call, 1, math), all.Count);
        if (call.Arguments.Count == 2)
            return from < all.Count ? new MathValue.One(all[from]) : new MathValue.Many([]);
        var until = Position(Arguments.Number(call, 2, math), all.Count);
        return new MathValue.Many([.. all.Skip(from).Take(Math.Max(0, until - from))]);
    }

    public static MathValue Sort(MathNode.Call call, MathEvaluator math)
    {
        var all = Arguments.Series(call, 0, math);
        Func<IReadOnlyList<double>, double> by = Arguments.Option(call, 1) switch
        {
            "AVG" => values => values.Average(),
            "MIN" => values => values.Min(),
            "MAX" => values => values.Max(),
            "SUM" => values => values.Sum(),
            var other => throw new MathException($"Nothing can be sorted by {other}."),
        };
        var withValues = all.Where(series => series.Values.Count > 0);
        var sorted = Arguments.Option(call, 2) switch
        {
            "ASC" => withValues.OrderBy(series => by(series.Values)),
            "DESC" => withValues.OrderByDescending(series => by(series.Values)),
            var other => throw new MathException($"There is no order {other}."),
        };
        var count = call.Arguments.Count > 3 ? Position(Arguments.Number(call, 3, math), all.Count) : all.Count;
        return new MathValue.Many([.. sorted.Concat(all.Where(series => series.Values.Count == 0)).Take(count)]);
    }

    private static TimeSeries Choose(TimeSeries condition, Func<long, double> whenTrue, Func<long, double> whenFalse) =>
        condition.With(condition.Points.Select(point => KeyValuePair.Create(point.Key, (point.Value != 0 ? whenTrue : whenFalse)(point.Key))));

    private static Func<long, double> ValueAt(MathValue value)
    {
        switch (value)
        {
            case MathValue.Scalar(var number):
                return _ => number;
            case MathValue.One(var series):
                var known = series.Points.ToDictionary(point => point.Key, point => point.Value);
                return time => known.TryGetValue(time, out var found) ? found : double.NaN;
            default:
                throw new MathException($"The function IF cannot choose {value.Kind}.");
        }
    }

    private static int Position(double number, int count) => (int)Math.Clamp(Math.Floor(number), 0, count);
}
