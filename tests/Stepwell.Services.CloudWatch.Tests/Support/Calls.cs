using Stepwell.Services.CloudWatch.Api;
using Stepwell.Wire;

namespace Stepwell.Services.CloudWatch.Tests.Support;

/// <summary>Calls of the API with what tests mostly say.</summary>
internal static class Calls
{
    public const string Space = "Orders";
    public const string Name = "Latency";

    public static async Task Put(this Server server, params MetricDatum[] data) =>
        await server.Service.PutMetricData(new() { Namespace = Space, MetricData = data }, server.Context);

    /// <summary>A single value, now unless a time is given.</summary>
    public static Task PutValue(this Server server, double value, DateTimeOffset? at = null, string? unit = null) =>
        server.Put(new MetricDatum { MetricName = Name, Value = value, Timestamp = at ?? server.Clock.GetUtcNow(), Unit = unit });

    public static async Task<IReadOnlyList<Datapoint>> Statistics(
        this Server server, DateTimeOffset start, DateTimeOffset end, int period, string[]? simple = null, string[]? extended = null, string? unit = null)
    {
        var answer = await server.Service.GetMetricStatistics(
            new()
            {
                Namespace = Space,
                MetricName = Name,
                StartTime = start,
                EndTime = end,
                Period = period,
                Statistics = simple ?? (extended is null ? ["SampleCount", "Sum", "Average", "Minimum", "Maximum"] : null),
                ExtendedStatistics = extended,
                Unit = unit,
            },
            server.Context);
        return answer.Datapoints!;
    }

    public static async Task<ListMetricsOutput> List(this Server server, ListMetricsInput? request = null) =>
        await server.Service.ListMetrics(request ?? new(), server.Context);

    public static Dimension[] Dimensions(params (string Name, string Value)[] dimensions) =>
        [.. dimensions.Select(dimension => new Dimension { Name = dimension.Name, Value = dimension.Value })];

    /// <summary>The call must be refused with that error and that text.</summary>
    public static async Task Refuses<TException>(string message, Func<Task> call) where TException : AwsException =>
        Assert.Equal(message, (await Assert.ThrowsAsync<TException>(call)).Message);
}
