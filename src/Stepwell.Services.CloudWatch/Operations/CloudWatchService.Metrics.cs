using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Metrics;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Operations;

/// <summary>Metrics: what is put, and what there is.</summary>
public sealed partial class CloudWatchService
{
    private const int MaxData = 1_000;
    private const int MetricsPerPage = 500;
    private const string Reserved = "AWS/";

    private static readonly TimeSpan Listed = TimeSpan.FromDays(14);
    private static readonly TimeSpan RecentlyActive = TimeSpan.FromHours(3);

    /// <remarks>The answer means that the data is durable.</remarks>
    public override async ValueTask<PutMetricDataOutput> PutMetricData(PutMetricDataInput input, RequestContext context)
    {
        if (input.Namespace.StartsWith(Reserved, StringComparison.Ordinal))
            throw new InvalidParameterValueException($"The value {Reserved} for parameter Namespace is invalid.");
        var reader = new DatumReader(Scope(context), input.Namespace, time.GetUtcNow());
        foreach (var (datum, path) in DataOf(input))
            reader.Read(datum, path);
        reader.ThrowIfWrong();
        await Record(reader.Samples).ConfigureAwait(false);
        return new();
    }

    /// <summary>Complete when all of it is durable.</summary>
    internal Task Record(IEnumerable<Sample> samples) => Task.WhenAll(samples
        .GroupBy(sample => sample.Metric.Shard)
        .Select(shard => Partitions.Ask<Recorded>(ShardKind.AddressOf(shard.Key), new Record([.. shard])).AsTask()));

    public override ValueTask<ListMetricsOutput> ListMetrics(ListMetricsInput input, RequestContext context)
    {
        var list = $"metrics {input.Namespace} {input.MetricName} {input.RecentlyActive}";
        var activeMs = (time.GetUtcNow() - (input.RecentlyActive is null ? Listed : RecentlyActive)).ToUnixTimeMilliseconds();
        using var lease = store.RentReader();
        var found = lease.Reader.ListMetrics(Scope(context), input.Namespace, PlaceOf(Scope(context), list, input.NextToken))
            .Where(row => row.LastPutMs >= activeMs - MetricRow.LastPutGrainMs)
            .Where(row => input.MetricName is null || row.Name == input.MetricName)
            .Where(row => Matches(row, input.Dimensions))
            .Take(MetricsPerPage + 1)
            .ToList();
        var page = found.Take(MetricsPerPage).ToList();
        return new(new ListMetricsOutput
        {
            Metrics =
            [
                .. page.Select(row => new Metric { Namespace = row.Namespace, MetricName = row.Name, Dimensions = DimensionsOf(row.Dimensions) }),
            ],
            OwningAccounts = input.IncludeLinkedAccounts is true ? [.. page.Select(_ => context.AccountId)] : null,
            NextToken = found.Count > page.Count ? ListToken.Format(list, $"{page[^1].Namespace}\n{page[^1].Name}\n{page[^1].Dimensions}") : null,
        });
    }

    private static List<(MetricDatum Datum, string Path)> DataOf(PutMetricDataInput input)
    {
        List<(MetricDatum Datum, string Path)> data = [.. (input.MetricData ?? []).Select((datum, i) => (datum, $"MetricData.member.{i + 1}"))];
        if (data.Count > MaxData)
            throw new InvalidParameterValueException($"The collection MetricData must not have a size greater than {MaxData}.");
        // What belongs to an entity is kept as the metric it is.
        var entities = input.EntityMetricData ?? [];
        for (var i = 0; i < entities.Count; i++)
            data.AddRange((entities[i].MetricData ?? []).Select((datum, j) => (datum, $"EntityMetricData.member.{i + 1}.MetricData.member.{j + 1}")));
        if (data.Count == 0)
            throw new MissingRequiredParameterException("The parameter MetricData is required.");
        return data.Count <= MaxData
            ? data
            : throw new InvalidParameterValueException($"The collections MetricData and EntityMetricData must not have a size greater than {MaxData}.");
    }

    private static bool Matches(MetricRow row, IReadOnlyList<DimensionFilter>? filters)
    {
        if (filters is null)
            return true;
        var dimensions = DimensionText.Parse(row.Dimensions);
        return filters.All(filter => dimensions.Any(dimension =>
            dimension.Key == filter.Name && (filter.Value is null || dimension.Value == filter.Value)));
    }

    private static MetricIdentity? PlaceOf(string scope, string list, string? token)
    {
        if (token is null)
            return null;
        return ListToken.TryParse(list, token, out var after) && after.Split('\n') is [var metricNamespace, var name, var dimensions]
            ? new MetricIdentity(scope, metricNamespace, name, dimensions)
            : throw new InvalidParameterValueException("The specified nextToken is invalid.");
    }
}
