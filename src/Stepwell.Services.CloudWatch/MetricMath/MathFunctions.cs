namespace Stepwell.Services.CloudWatch.MetricMath;

/// <summary>The functions by their names.</summary>
/// <remarks>CloudWatch user guide, "Functions supported for metric math".</remarks>
internal static class MathFunctions
{
    private static readonly string[] FillOptions = ["REPEAT", "LINEAR"];
    private static readonly string[] SortOptions = ["AVG", "MIN", "MAX", "SUM", "ASC", "DESC"];

    private static readonly Dictionary<string, Function> All = new()
    {
        ["ABS"] = EachValue(Math.Abs),
        ["CEIL"] = EachValue(Math.Ceiling),
        ["FLOOR"] = EachValue(Math.Floor),
        ["LOG"] = EachValue(Math.Log),
        ["LOG10"] = EachValue(Math.Log10),
        ["AVG"] = Aggregate(values => values.Average()),
        ["SUM"] = Aggregate(values => values.Sum()),
        ["MIN"] = Aggregate(values => values.Min()),
        ["MAX"] = Aggregate(values => values.Max()),
        ["STDDEV"] = Aggregate(Reductions.StandardDeviation),
        ["DATAPOINT_COUNT"] = Aggregate(values => values.Count, ofNothing: 0),
        ["RATE"] = EachSeries(series => series.Steps((before, now, seconds) => (now - before) / seconds)),
        ["DIFF"] = EachSeries(series => series.Steps((before, now, _) => now - before)),
        ["DIFF_TIME"] = EachSeries(series => series.Steps((_, _, seconds) => seconds)),
        ["RUNNING_SUM"] = EachSeries(Reductions.RunningSum),
        ["EPOCH"] = EachSeries(series => series.MapTimes(time => time)),
        ["MINUTE"] = EachTime(time => time.Minute),
        ["HOUR"] = EachTime(time => time.Hour),
        ["DAY"] = EachTime(time => time.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)time.DayOfWeek),
        ["DATE"] = EachTime(time => time.Day),
        ["MONTH"] = EachTime(time => time.Month),
        ["YEAR"] = EachTime(time => time.Year),
        ["PERIOD"] = new(1, 1, (call, math) => new MathValue.Scalar(Reductions.Single(math.Evaluate(call.Arguments[0])).Period)),
        ["TIME_SERIES"] = new(1, 1, (call, math) => new MathValue.One(Filling.Constant(Arguments.Number(call, 0, math), math.Scope))),
        ["FILL"] = new(2, 2, Filling.Fill),
        ["IF"] = new(2, 3, Selection.If),
        ["METRICS"] = new(0, 1, Selection.Metrics),
        ["METRIC_COUNT"] = new(1, 1, (call, math) => new MathValue.Scalar(Arguments.Series(call, 0, math).Count)),
        ["REMOVE_EMPTY"] = new(1, 1, (call, math) => new MathValue.Many([.. Arguments.Series(call, 0, math).Where(series => series.Times.Count > 0)])),
        ["FIRST"] = new(1, 1, (call, math) => Selection.Pick(Arguments.Series(call, 0, math), fromStart: true)),
        ["LAST"] = new(1, 1, (call, math) => Selection.Pick(Arguments.Series(call, 0, math), fromStart: false)),
        ["SLICE"] = new(2, 3, Selection.Slice),
        ["SORT"] = new(3, 4, Selection.Sort),
    };

    /// <exception cref="MathException">There is no such function, or not with so many arguments.</exception>
    public static void Check(MathNode.Call call)
    {
        if (!All.TryGetValue(call.Function, out var function))
            throw new MathException($"There is no function {call.Function}.");
        if (call.Arguments.Count < function.MinArguments || call.Arguments.Count > function.MaxArguments)
            throw new MathException($"The function {call.Function} cannot have {call.Arguments.Count} arguments.");
    }

    /// <summary>Whether an argument is a word of the function itself, and no id.</summary>
    public static bool IsOption(string function, int position, MathNode argument) => argument is MathNode.Word(var word) && function switch
    {
        "FILL" => position == 1 && FillOptions.Contains(word.ToUpperInvariant()),
        "SORT" => position is 1 or 2 && SortOptions.Contains(word.ToUpperInvariant()),
        _ => false,
    };

    public static MathValue Call(MathNode.Call call, MathEvaluator math) => All[call.Function].Evaluate(call, math);

    private static Function EachValue(Func<double, double> change) => new(1, 1, (call, math) => MathEvaluator.Map(math.Evaluate(call.Arguments[0]), change));

    private static Function EachSeries(Func<TimeSeries, TimeSeries> change) => new(1, 1, (call, math) => math.Evaluate(call.Arguments[0]) switch
    {
        MathValue.One(var series) => new MathValue.One(change(series)),
        MathValue.Many(var all) => new MathValue.Many([.. all.Select(change)]),
        var other => throw new MathException($"The function {call.Function} needs a time series, not {other.Kind}."),
    });

    private static Function EachTime(Func<DateTimeOffset, double> valueAt) =>
        EachSeries(series => series.MapTimes(time => valueAt(DateTimeOffset.FromUnixTimeSeconds(time))));

    private static Function Aggregate(Func<IReadOnlyList<double>, double> reduce, double ofNothing = double.NaN) =>
        new(1, 1, (call, math) => Reductions.Reduce(math.Evaluate(call.Arguments[0]), reduce, ofNothing));

    private sealed record Function(int MinArguments, int MaxArguments, Func<MathNode.Call, MathEvaluator, MathValue> Evaluate);
}
