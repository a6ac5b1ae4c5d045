using System.Globalization;
using Stepwell.Services.CloudWatch.MetricMath;

namespace Stepwell.Services.CloudWatch.Tests.MetricMath;

/// <summary>
/// Series are written as their values, minute by minute; an underscore is a minute without one. a is "1 2 _ 4", b is "10 _ 30 40", and the request
/// asks for four minutes.
/// </summary>
public sealed class MathTests
{
    /// <summary>A Thursday.</summary>
    private static readonly long Start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();

    [Theory]
    [InlineData("a + 1", "2 3 _ 5")]
    [InlineData("a + b", "11 _ _ 44")]
    [InlineData("1 + 2 * 3", "7")]
    [InlineData("(1 + 2) * 3", "9")]
    [InlineData("2 ^ 3 ^ 2", "512")]
    [InlineData("-2 ^ 2", "-4")]
    [InlineData("10 - 3 - 2", "5")]
    [InlineData("100 * a / b", "10 _ _ 10")]
    [InlineData("a / (a - 1)", "_ 2 _ 1.3333333333333333")]
    [InlineData("a > 1", "0 1 _ 1")]
    [InlineData("a >= 1 AND a < 4", "1 1 _ 0")]
    [InlineData("a == 1 || a == 4", "1 0 _ 1")]
    [InlineData("a != 2", "1 0 _ 1")]
    [InlineData("ABS(-a)", "1 2 _ 4")]
    [InlineData("CEIL(a / 3)", "1 1 _ 2")]
    [InlineData("FLOOR(a / 3)", "0 0 _ 1")]
    [InlineData("SUM(a)", "7")]
    [InlineData("AVG([a, b])", "5.5 2 30 22")]
    [InlineData("SUM(METRICS())", "11 2 30 44")]
    [InlineData("MAX(METRICS())", "10 2 30 40")]
    [InlineData("MIN([a,b])", "1 2 30 4")]
    [InlineData("SUM(METRICS(\"b\"))", "10 _ 30 40")]
    [InlineData("STDDEV([a, a * 3])", "1 2 _ 4")]
    [InlineData("a - AVG(b) / SUM(b) * 3", "0 1 _ 3")]
    [InlineData("RATE(b)", "_ _ 0.16666666666666666 0.16666666666666666")]
    [InlineData("DIFF(a)", "_ 1 _ 2")]
    [InlineData("DIFF_TIME(a)", "_ 60 _ 120")]
    [InlineData("FILL(a, 0)", "1 2 0 4")]
    [InlineData("FILL(a, b)", "1 2 30 4")]
    [InlineData("FILL(b, REPEAT)", "10 10 30 40")]
    [InlineData("fill(a, linear)", "1 2 3 4")]
    [InlineData("FILL(none, 7)", "7 7 7 7")]
    [InlineData("FILL(none, REPEAT)", "_ _ _ _")]
    [InlineData("IF(a > 1, a)", "_ 2 _ 4")]
    [InlineData("IF(a > 1, b, 0)", "0 _ _ 40")]
    [InlineData("IF(1 == 1, a, b)", "1 2 _ 4")]
    [InlineData("IF(FILL(a, 0) == 0, 99, a)", "1 2 99 4")]
    [InlineData("RUNNING_SUM(a)", "1 3 _ 7")]
    [InlineData("TIME_SERIES(3)", "3 3 3 3")]
    [InlineData("PERIOD(a)", "60")]
    [InlineData("SUM(b) / PERIOD(b)", "1.3333333333333333")]
    [InlineData("DATAPOINT_COUNT(a)", "3")]
    [InlineData("DATAPOINT_COUNT(none)", "0")]
    [InlineData("DATAPOINT_COUNT([a, b])", "2 1 1 2")]
    [InlineData("METRIC_COUNT(METRICS())", "3")]
    [InlineData("METRIC_COUNT(REMOVE_EMPTY(METRICS()))", "2")]
    [InlineData("FIRST(METRICS())", "1 2 _ 4")]
    [InlineData("LAST(REMOVE_EMPTY(METRICS()))", "10 _ 30 40")]
    [InlineData("FIRST(SORT(METRICS(), AVG, DESC))", "10 _ 30 40")]
    [InlineData("SUM(SORT(METRICS(), SUM, ASC, 1))", "1 2 _ 4")]
    [InlineData("SLICE(METRICS(), 1)", "10 _ 30 40")]
    [InlineData("SUM(SLICE(METRICS(), 0, 1))", "1 2 _ 4")]
    [InlineData("MINUTE(a)", "0 1 _ 3")]
    [InlineData("HOUR(a) + DAY(a) + DATE(a) + MONTH(a) + YEAR(a)", "2032 2032 _ 2032")]
    [InlineData("(EPOCH(a) - 1767225600) / 60", "0 1 _ 3")]
    [InlineData("LOG10(a * 0 + 1000)", "3 3 _ 3")]
    [InlineData("1e3 + .5", "1000.5")]
    public void An_expression_is_what_the_documentation_says(string expression, string expected) =>
        Assert.Equal(expected, Show(new MathEvaluator(new Minutes()).Evaluate(MathParser.Parse(expression))));

    [Theory]
    [InlineData("", "The expression is not complete.")]
    [InlineData("a +", "The expression is not complete.")]
    [InlineData("a b", "Unexpected 'b' at position 3.")]
    [InlineData("a # b", "Unexpected character '#' at position 3.")]
    [InlineData("(a", "The expression is not complete.")]
    [InlineData("\"a", "The text at position 1 does not end.")]
    [InlineData("FOO(a)", "There is no function FOO.")]
    [InlineData("SUM()", "The function SUM cannot have 0 arguments.")]
    [InlineData("IF(a)", "The function IF cannot have 1 arguments.")]
    [InlineData("zz + 1", "'zz' is not the id of a query.")]
    [InlineData("\"a\" + 1", "A text cannot be reckoned with.")]
    [InlineData("METRICS() + METRICS()", "Two arrays of time series cannot be combined by an operator.")]
    [InlineData("RATE(1)", "The function RATE needs a time series, not a scalar.")]
    [InlineData("SORT(METRICS(), FOO, ASC)", "Nothing can be sorted by FOO.")]
    [InlineData("SLICE(METRICS(), a)", "Argument 2 of the function SLICE must be a number.")]
    public void What_is_no_expression_is_refused_with_the_reason(string expression, string reason) =>
        Assert.Equal(reason, Assert.Throws<MathException>(() => new MathEvaluator(new Minutes()).Evaluate(MathParser.Parse(expression))).Message);

    [Theory]
    [InlineData("(")]
    [InlineData("-")]
    [InlineData("[")]
    [InlineData("ABS(")]
    [InlineData("2^")]
    public void Deep_nesting_is_refused(string repeated) =>
        Assert.Throws<MathException>(() => MathParser.Parse(string.Concat(Enumerable.Repeat(repeated, 10_000))));

    private static TimeSeries Series(string values) => TimeSeries.Of("", 60, values
        .Split(' ')
        .Select((value, i) => KeyValuePair.Create(Start + (60L * i), value == "_" ? double.NaN : double.Parse(value, CultureInfo.InvariantCulture))));

    private static string Show(MathValue value) => value switch
    {
        MathValue.Scalar(var number) => number.ToString("R", CultureInfo.InvariantCulture),
        MathValue.One(var series) => string.Join(' ', Enumerable.Range(0, 4).Select(i =>
            series.Points.Where(point => point.Key == Start + (60L * i)).Select(point => point.Value.ToString("R", CultureInfo.InvariantCulture)).SingleOrDefault() ?? "_")),
        _ => throw new NotSupportedException(value.Kind),
    };

    private sealed class Minutes : IMathScope
    {
        public long From => Start;

        public long Until => Start + 240;

        public long Period => 60;

        public IReadOnlyList<KeyValuePair<string, TimeSeries>> Metrics { get; } =
            [new("a", Series("1 2 _ 4")), new("b", Series("10 _ 30 40")), new("none", Series("_ _ _ _"))];

        public MathValue? Find(string id) =>
            Metrics.Where(metric => metric.Key == id).Select(metric => new MathValue.One(metric.Value)).SingleOrDefault();
    }
}
