using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.MetricMath;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Operations;
using Stepwell.Services.CloudWatch.Series;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Services.CloudWatch.Statistics;
using Stepwell.Store;

namespace Stepwell.Services.CloudWatch.Querying;

/// <summary>Evaluates the queries of one request, each once and when it is first needed. They have been checked. Not thread-safe.</summary>
/// <param name="scope">Region and account.</param>
internal sealed class QueryScope(IStoreReader reader, string scope, IReadOnlyList<MetricDataQuery> queries, TimeRange range) : IMathScope
{
    private readonly Dictionary<string, MathValue> _values = [];

    public long From => range.FromFor(Period);

    public long Until => range.Until;

    public long Period { get; } = Math.Max(
        queries.Max(query => (long?)query.MetricStat?.Period) ?? queries.Max(query => (long?)query.Period) ?? Resolutions.Minute, 1);

    public IReadOnlyList<KeyValuePair<string, TimeSeries>> Metrics =>
        [.. queries.Where(query => query.MetricStat is not null).Select(query => KeyValuePair.Create(query.Id, ((MathValue.One)Find(query.Id)!).Series))];

    public MathValue? Find(string id)
    {
        if (_values.TryGetValue(id, out var known))
            return known;
        var query = queries.FirstOrDefault(query => query.Id == id);
        return query is null ? null : _values[id] = Evaluate(query);
    }

    /// <summary>The series that a query answers with. A number is the same in every period.</summary>
    /// <exception cref="MathException">The expression asks for what there is not.</exception>
    public IReadOnlyList<TimeSeries> SeriesOf(MetricDataQuery query) => Find(query.Id)! switch
    {
        MathValue.Scalar(var number) => [Filling.Constant(number, this).Labelled(query.Label ?? query.Id)],
        MathValue.One(var series) => [series.Labelled(query.Label ?? (query.Expression is null ? series.Label : query.Id))],
        MathValue.Many(var all) => [.. all.Select(series => series.Labelled($"{query.Label ?? query.Id} {series.Label}".TrimEnd()))],
        var other => throw new MathException($"The result is {other.Kind}, and no time series."),
    };

    private MathValue Evaluate(MetricDataQuery query) => query.MetricStat is { } metric
        ? new MathValue.One(Read(query, metric))
        : new MathEvaluator(this).Evaluate(MathParser.Parse(query.Expression!));

    private TimeSeries Read(MetricDataQuery query, MetricStat stat)
    {
        var dimensions = (stat.Metric.Dimensions ?? []).Select(dimension => KeyValuePair.Create(dimension.Name, dimension.Value));
        var metric = new MetricIdentity(scope, stat.Metric.Namespace!, stat.Metric.MetricName!, DimensionText.Format(dimensions));
        var series = new SeriesReader(
            metric, range.FromFor(stat.Period), range.Until, stat.Period, stat.Unit is null ? null : Units.CodeOf(stat.Unit));
        var measure = MeasureText.Parse(stat.Stat)!;
        var points = series.Read(reader).Select(point => KeyValuePair.Create(point.Key, measure.Of(point.Value) ?? double.NaN));
        return TimeSeries.Of(query.Label ?? stat.Metric.MetricName!, stat.Period, points);
    }
}
