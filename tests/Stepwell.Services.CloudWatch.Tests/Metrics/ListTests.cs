using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Tests.Support;
using static Stepwell.Services.CloudWatch.Tests.Support.Calls;

namespace Stepwell.Services.CloudWatch.Tests.Metrics;

public sealed class ListTests
{
    [Fact]
    public async Task Metrics_are_found_by_namespace_name_and_dimensions()
    {
        await using var server = await Server.Start();
        await server.Put(
            new MetricDatum { MetricName = "A", Value = 1, Dimensions = Dimensions(("x", "1"), ("y", "2")) },
            new MetricDatum { MetricName = "A", Value = 1, Dimensions = Dimensions(("x", "2")) },
            new MetricDatum { MetricName = "B", Value = 1 });
        Assert.Equal(["A", "A", "B"], await Names(server, new()));
        Assert.Equal(["A", "A"], await Names(server, new() { MetricName = "A", Namespace = Space }));
        Assert.Equal(["A", "A"], await Names(server, new() { Dimensions = [new() { Name = "x" }] }));
        var one = Assert.Single((await server.List(new() { Dimensions = [new() { Name = "x", Value = "1" }] })).Metrics!);
        Assert.Equal(Dimensions(("x", "1"), ("y", "2")), one.Dimensions);
        Assert.Empty(await Names(server, new() { Namespace = "Other" }));
        Assert.Empty(await Names(server, new() { Dimensions = [new() { Name = "x", Value = "3" }] }));
    }

    [Fact]
    public async Task More_than_a_page_is_listed_page_by_page()
    {
        await using var server = await Server.Start();
        await server.Put([.. Enumerable.Range(0, 1000).Select(i => new MetricDatum { MetricName = $"m{i:D4}", Value = 1 })]);
        await server.Put(new MetricDatum { MetricName = "m1000", Value = 1 });
        List<string> names = [];
        ListMetricsOutput page;
        var request = new ListMetricsInput { Namespace = Space };
        do
        {
            page = await server.List(request);
            names.AddRange(page.Metrics!.Select(metric => metric.MetricName!));
            request = request with { NextToken = page.NextToken };
        }
        while (page.NextToken is not null);
        Assert.Equal(Enumerable.Range(0, 1001).Select(i => $"m{i:D4}"), names);
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.List(new() { NextToken = "x" }));
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.List(new() { NextToken = "!" }));
    }

    [Fact]
    public async Task What_has_been_silent_is_not_listed()
    {
        await using var server = await Server.Start();
        await server.PutValue(1);
        server.Clock.Advance(TimeSpan.FromHours(4));
        Assert.Single(await Names(server, new()));
        Assert.Empty(await Names(server, new() { RecentlyActive = "PT3H" }));
        server.Clock.Advance(TimeSpan.FromDays(14));
        Assert.Empty(await Names(server, new()));
        await server.PutValue(1);
        Assert.Single(await Names(server, new() { RecentlyActive = "PT3H" }));
    }

    [Fact]
    public async Task Accounts_and_regions_do_not_see_each_other()
    {
        await using var server = await Server.Start();
        await server.PutValue(1);
        var elsewhere = new Wire.RequestContext { AccountId = "000000000000", Region = "eu-west-1", RequestId = "r", Host = "localhost" };
        Assert.Empty((await server.Service.ListMetrics(new(), elsewhere)).Metrics!);
    }

    private static async Task<IEnumerable<string>> Names(Server server, ListMetricsInput request) =>
        (await server.List(request)).Metrics!.Select(metric => metric.MetricName!);
}
