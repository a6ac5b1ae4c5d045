using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Services.CloudWatch.Tests.Support;
using static Stepwell.Services.CloudWatch.Tests.Support.Calls;

namespace Stepwell.Services.CloudWatch.Tests.Metrics;

public sealed class PutTests
{
    [Fact]
    public async Task Values_of_a_minute_are_one_datapoint_even_after_a_restart()
    {
        await using var server = await Server.Start();
        await server.PutValue(3);
        await server.PutValue(1);
        await server.Restart();
        await server.PutValue(5);
        var start = server.Clock.GetUtcNow();
        var datapoint = Assert.Single(await server.Statistics(start, start.AddMinutes(1), 60));
        Assert.Equal((3, 9, 3, 1, 5), (datapoint.SampleCount, datapoint.Sum, datapoint.Average, datapoint.Minimum, datapoint.Maximum));
        Assert.Equal((start, "None"), (datapoint.Timestamp, datapoint.Unit));
    }

    [Fact]
    public async Task Puts_that_come_at_once_lose_nothing()
    {
        await using var server = await Server.Start();
        var at = server.Clock.GetUtcNow();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => server.PutValue(i, at))));
        var datapoint = Assert.Single(await server.Statistics(at, at.AddMinutes(1), 60, extended: ["p50", "p90"]));
        Assert.Equal(99, datapoint.ExtendedStatistics!["p50"], tolerance: 2);
        Assert.Equal(200, Assert.Single(await server.Statistics(at, at.AddMinutes(1), 60)).SampleCount);
    }

    [Fact]
    public async Task Arrays_and_statistic_sets_count_as_what_they_stand_for()
    {
        await using var server = await Server.Start();
        await server.Put(
            new MetricDatum { MetricName = Name, Values = [1, 2, 3], Counts = [5, 1, 4] },
            new MetricDatum { MetricName = Name, StatisticValues = new() { SampleCount = 2, Sum = 20, Minimum = 9, Maximum = 11 } });
        var start = server.Clock.GetUtcNow();
        var datapoint = Assert.Single(await server.Statistics(start, start.AddMinutes(1), 60));
        Assert.Equal((12, 39, 1, 11), (datapoint.SampleCount, datapoint.Sum, datapoint.Minimum, datapoint.Maximum));
        Assert.Empty(await server.Statistics(start, start.AddMinutes(1), 60, extended: ["p50"]));
    }

    [Fact]
    public async Task Units_are_kept_apart_and_can_be_asked_for()
    {
        await using var server = await Server.Start();
        await server.PutValue(1, unit: "Seconds");
        await server.PutValue(1000, unit: "Milliseconds");
        var start = server.Clock.GetUtcNow();
        Assert.Equal(["Seconds", "Milliseconds"], (await server.Statistics(start, start.AddMinutes(1), 60)).Select(datapoint => datapoint.Unit));
        Assert.Equal(1000, Assert.Single(await server.Statistics(start, start.AddMinutes(1), 60, unit: "Milliseconds")).Sum);
        Assert.Empty(await server.Statistics(start, start.AddMinutes(1), 60, unit: "Bytes"));
    }

    [Fact]
    public async Task High_resolution_is_kept_by_the_second()
    {
        await using var server = await Server.Start();
        var at = server.Clock.GetUtcNow();
        for (var i = 0; i < 20; i++)
            await server.Put(new MetricDatum { MetricName = Name, Value = i, Timestamp = at.AddSeconds(i), StorageResolution = 1 });
        Assert.Equal([45d, 145d], (await server.Statistics(at, at.AddSeconds(20), 10, simple: ["Sum"])).Select(datapoint => datapoint.Sum!.Value));
        Assert.Equal(190, Assert.Single(await server.Statistics(at, at.AddMinutes(1), 60)).Sum);
    }

    [Fact]
    public async Task Dimensions_make_another_metric_in_whatever_order_they_come()
    {
        await using var server = await Server.Start();
        await server.Put(new MetricDatum { MetricName = Name, Value = 1, Dimensions = Dimensions(("a", "1"), ("b", "2")) });
        await server.Put(new MetricDatum { MetricName = Name, Value = 1, Dimensions = Dimensions(("b", "2"), ("a", "1")) });
        Assert.Equal(1, server.Count(Tables.Metrics));
        var start = server.Clock.GetUtcNow();
        Assert.Empty(await server.Statistics(start, start.AddMinutes(1), 60));
    }

    [Fact]
    public async Task What_is_wrong_is_said_and_nothing_is_kept()
    {
        await using var server = await Server.Start();
        var now = server.Clock.GetUtcNow();
        var right = new MetricDatum { MetricName = Name, Value = 1 };
        await Refuses<InvalidParameterValueException>(
            "The parameter MetricData.member.2.Timestamp must specify a time within the past two weeks.\n"
            + "The value NaN for parameter MetricData.member.3.Value is invalid.",
            () => server.Put(right, right with { Timestamp = now.AddDays(-15) }, right with { Value = double.NaN }));
        await Refuses<InvalidParameterCombinationException>(
            "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.",
            () => server.Put(right with { StatisticValues = new() { SampleCount = 1, Sum = 1, Minimum = 1, Maximum = 1 } }));
        await Refuses<InvalidParameterValueException>(
            "The collection MetricData must not have a size greater than 1000.", () => server.Put([.. Enumerable.Repeat(right, 1001)]));
        await Refuses<MissingRequiredParameterException>("The parameter MetricData is required.", () => server.Put());
        await Refuses<InvalidParameterValueException>(
            "The value AWS/ for parameter Namespace is invalid.",
            async () => await server.Service.PutMetricData(new() { Namespace = "AWS/States", MetricData = [right] }, server.Context));
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.Put(right with { Timestamp = now.AddHours(3) }));
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.Put(right with { StorageResolution = 5 }));
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.Put(right with { Dimensions = Dimensions(("a", "1"), ("a", "2")) }));
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.Put(right with { Dimensions = Dimensions(("a", "\u001e")) }));
        await Assert.ThrowsAsync<InvalidParameterCombinationException>(() => server.Put(new MetricDatum { MetricName = Name, Values = [1], Counts = [1, 2] }));
        await Assert.ThrowsAsync<MissingRequiredParameterException>(() => server.Put(new MetricDatum { MetricName = Name }));
        Assert.Equal(0, server.Count(Tables.Datapoints));
    }
}
