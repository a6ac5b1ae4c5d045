using System.Globalization;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.MetricMath;
using Stepwell.Services.CloudWatch.Querying;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>Datapoints of many metrics, and what is reckoned from them.</summary>
public sealed partial class CloudWatchService
{
    private const int MaxQueries = 500;
    private const int MaxDataPoints = 100_800;

    public override ValueTask<GetMetricDataOutput> GetMetricData(GetMetricDataInput input, RequestContext context)
    {
        if (input.MetricDataQueries.Count is 0 or > MaxQueries)
        {
            throw QueryCheck.Invalid(input.MetricDataQueries.Count == 0
                ? "The parameter MetricDataQueries is required."
                : $"The collection MetricDataQueries must not have a size greater than {MaxQueries}.");
        }
        QueryCheck.Check(input.MetricDataQueries, nameof(input.MetricDataQueries));
        var range = TimeRange.Of(input.StartTime, input.EndTime, time.GetUtcNow());
        CheckSize(input, range);
        using var lease = store.RentReader();
        var queries = new QueryScope(lease.Reader, Scope(context), input.MetricDataQueries, range);
        List<(MetricDataQuery Query, TimeSeries Series)> found =
        [
            .. input.MetricDataQueries
                .Where(query => query.ReturnData is not false)
                .SelectMany(query => SeriesOf(queries, query).Select(series => (query, series))),
        ];
        return new(PageOf(input, found));
    }

    private static IReadOnlyList<TimeSeries> SeriesOf(QueryScope queries, MetricDataQuery query)
    {
        try
        {
            return queries.SeriesOf(query);
        }
        catch (MathException wrong)
        {
            throw QueryCheck.Wrong(query, wrong);
        }
    }

    /// <summary>What a request may make the server read and fill.</summary>
    private static void CheckSize(GetMetricDataInput input, TimeRange range)
    {
        var shortest = input.MetricDataQueries.Min(query => query.MetricStat?.Period ?? query.Period) ?? 60;
        var metrics = input.MetricDataQueries.Count(query => query.MetricStat is not null);
        if (range.DatapointsFor(shortest) * Math.Max(1, metrics) > 10L * MaxDataPoints)
            throw QueryCheck.Invalid("You have requested too many datapoints. You may reduce them by increasing Period, or decreasing the time range.");
    }

    /// <summary>The datapoints of all series are counted through; a page goes on where the last one ended.</summary>
    private static GetMetricDataOutput PageOf(GetMetricDataInput input, List<(MetricDataQuery Query, TimeSeries Series)> found)
    {
        const string List = "data";
        var skip = 0L;
        if (input.NextToken is { } token
            && !(ListToken.TryParse(List, token, out var place) && long.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out skip)))
        {
            throw new InvalidNextTokenException("The specified nextToken is invalid.");
        }
        var room = (long)Math.Clamp(input.MaxDatapoints ?? MaxDataPoints, 1, MaxDataPoints);
        var isAscending = input.ScanBy == ScanBy.TimestampAscending;
        var results = new List<MetricDataResult>();
        var passed = 0L;
        foreach (var (query, series) in found)
        {
            var count = series.Times.Count;
            var first = Math.Clamp(skip - passed, 0, count);
            var taken = Math.Min(count - first, Math.Max(0, skip + room - passed - first));
            passed += count;
            // Series without datapoints are told once, on the first page.
            if (taken == 0 && !(count == 0 && skip == 0))
                continue;
            results.Add(ResultOf(query, series, isAscending, (int)first, (int)taken));
        }
        return new GetMetricDataOutput
        {
            MetricDataResults = results,
            Messages = [],
            NextToken = passed > skip + room ? ListToken.Format(List, (skip + room).ToString(CultureInfo.InvariantCulture)) : null,
        };
    }

    private static MetricDataResult ResultOf(MetricDataQuery query, TimeSeries series, bool isAscending, int first, int taken)
    {
        var points = (isAscending ? series.Points : series.Points.Reverse()).Skip(first).Take(taken).ToList();
        return new MetricDataResult
        {
            Id = query.Id,
            Label = series.Label,
            Timestamps = [.. points.Select(point => DateTimeOffset.FromUnixTimeSeconds(point.Key))],
            Values = [.. points.Select(point => point.Value)],
            StatusCode = first + taken == series.Times.Count ? StatusCode.Complete : StatusCode.PartialData,
        };
    }
}
