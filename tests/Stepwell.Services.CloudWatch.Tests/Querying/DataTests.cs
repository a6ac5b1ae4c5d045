using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Tests.Support;
using Stepwell.Wire;
using static Stepwell.Services.CloudWatch.Tests.Support.Calls;

namespace Stepwell.Services.CloudWatch.Tests.Querying;

public sealed class DataTests
{
    [Fact]
    public async Task Metrics_and_expressions_over_them_are_answered_together()
    {
        await using var server = await Server.Start();
        var start = server.Clock.GetUtcNow();
        for (var i = 0; i < 3; i++)
        {
            await server.Put(
                new MetricDatum { MetricName = "Errors", Value = i, Timestamp = start.AddMinutes(i) },
                new MetricDatum { MetricName = "Calls", Value = 10, Timestamp = start.AddMinutes(i) });
        }
        var answer = await Data(server, start, 3, Stat("errors", "Errors") with { ReturnData = false }, Stat("calls", "Calls"), Math("share", "100 * errors / calls", "Share"));
        Assert.Equal(["calls", "share"], answer.MetricDataResults!.Select(result => result.Id));
        var share = answer.MetricDataResults![1];
        Assert.Equal(("Share", "Complete"), (share.Label, share.StatusCode));
        Assert.Equal([20d, 10, 0], share.Values);
        Assert.Equal([start.AddMinutes(2), start.AddMinutes(1), start], share.Timestamps);
        Assert.Equal("Calls", answer.MetricDataResults![0].Label);
        Assert.Null(answer.NextToken);
    }

    [Fact]
    public async Task Arrays_are_several_results_of_one_id()
    {
        await using var server = await Server.Start();
        var start = server.Clock.GetUtcNow();
        await server.Put(new MetricDatum { MetricName = "A", Value = 1 }, new MetricDatum { MetricName = "B", Value = 2 });
        var answer = await Data(server, start, 2, Stat("a", "A") with { ReturnData = false }, Stat("b", "B") with { ReturnData = false }, Math("all", "FILL(METRICS(), 0)", "Filled"));
        Assert.Equal([("all", "Filled A"), ("all", "Filled B")], answer.MetricDataResults!.Select(result => (result.Id!, result.Label!)));
        Assert.Equal([[0d, 1], [0, 2]], answer.MetricDataResults!.Select(result => result.Values!.ToArray()));
    }

    [Fact]
    public async Task Datapoints_come_page_by_page()
    {
        await using var server = await Server.Start();
        var start = server.Clock.GetUtcNow();
        for (var i = 0; i < 5; i++)
            await server.Put(new MetricDatum { MetricName = "A", Value = i, Timestamp = start.AddMinutes(i) }, new MetricDatum { MetricName = "B", Value = 10 + i, Timestamp = start.AddMinutes(i) });
        var request = new GetMetricDataInput
        {
            StartTime = start,
            EndTime = start.AddMinutes(5),
            ScanBy = "TimestampAscending",
            MaxDatapoints = 4,
            MetricDataQueries = [Stat("a", "A"), Stat("b", "B")],
        };
        var seen = new List<(string Id, double Value)>();
        var codes = new List<string>();
        for (string? token = null; ;)
        {
            var page = await server.Service.GetMetricData(request with { NextToken = token }, server.Context);
            Assert.InRange(page.MetricDataResults!.Sum(result => result.Values!.Count), 1, 4);
            seen.AddRange(page.MetricDataResults!.SelectMany(result => result.Values!.Select(value => (result.Id!, value))));
            codes.AddRange(page.MetricDataResults!.Select(result => result.StatusCode!));
            if ((token = page.NextToken) is null)
                break;
        }
        Assert.Equal(Enumerable.Range(0, 10).Select(i => (i < 5 ? "a" : "b", i < 5 ? i : 5d + i)), seen);
        Assert.Equal(["PartialData", "Complete", "PartialData", "Complete"], codes);
        await Assert.ThrowsAsync<InvalidNextTokenException>(async () => await server.Service.GetMetricData(request with { NextToken = "x" }, server.Context));
    }

    [Theory]
    [InlineData("1x", "1 + 1", "The value 1x for parameter MetricDataQueries.member.1.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.")]
    [InlineData("e", "SUM(", "Error in expression 'e': The expression is not complete.")]
    [InlineData("e", "other", "Error in expression 'e': 'other' is not the id of a query.")]
    [InlineData("e", "e + 1", "Error in expression 'e': it needs its own value.")]
    public async Task What_cannot_be_evaluated_is_refused(string id, string expression, string message)
    {
        await using var server = await Server.Start();
        await Refuses<InvalidInputException>(message, () => Data(server, server.Clock.GetUtcNow(), 1, Math(id, expression)));
    }

    private static MetricDataQuery Stat(string id, string name, string stat = "Sum") => new()
    {
        Id = id,
        MetricStat = new MetricStat { Metric = new Metric { Namespace = Space, MetricName = name }, Period = 60, Stat = stat },
    };

    private static MetricDataQuery Math(string id, string expression, string? label = null) => new() { Id = id, Expression = expression, Label = label };

    private static async Task<GetMetricDataOutput> Data(Server server, DateTimeOffset start, int minutes, params MetricDataQuery[] queries) =>
        await server.Service.GetMetricData(new() { StartTime = start, EndTime = start.AddMinutes(minutes), MetricDataQueries = queries }, server.Context);
}
