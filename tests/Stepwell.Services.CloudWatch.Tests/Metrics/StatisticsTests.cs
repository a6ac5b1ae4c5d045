using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Shards;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Services.CloudWatch.Tests.Support;
using static Stepwell.Services.CloudWatch.Tests.Support.Calls;

namespace Stepwell.Services.CloudWatch.Tests.Metrics;

public sealed class StatisticsTests
{
    [Fact]
    public async Task Periods_begin_where_the_interval_begins()
    {
        await using var server = await Server.Start();
        var start = server.Clock.GetUtcNow();
        for (var i = 0; i < 10; i++)
            await server.PutValue(1, start.AddMinutes(i));
        var datapoints = await server.Statistics(start.AddMinutes(2), start.AddMinutes(12), 300, simple: ["Sum"]);
        Assert.Equal([(start.AddMinutes(2), 5), (start.AddMinutes(7), 3)], datapoints.Select(datapoint => (datapoint.Timestamp!.Value, datapoint.Sum!.Value)));
        Assert.Null(datapoints[0].Average);
    }

    [Fact]
    public async Task What_cannot_be_asked_for_is_refused()
    {
        await using var server = await Server.Start();
        var start = server.Clock.GetUtcNow();
        await Refuses<InvalidParameterCombinationException>(
            "You have requested up to 1441 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, "
            + "or decreasing the time range.",
            () => server.Statistics(start, start.AddMinutes(1441), 60));
        await Refuses<InvalidParameterValueException>(
            "The parameter StartTime must be less than the parameter EndTime.", () => server.Statistics(start.AddMinutes(1), start, 60));
        await Refuses<InvalidParameterValueException>(
            "The parameter StartTime must not equal parameter EndTime.", () => server.Statistics(start, start, 60));
        await Refuses<InvalidParameterValueException>(
            "The value p101 for parameter ExtendedStatistics.member.1 is invalid.", () => server.Statistics(start, start.AddMinutes(1), 60, extended: ["p101"]));
        await Assert.ThrowsAsync<InvalidParameterValueException>(() => server.Statistics(start, start.AddMinutes(1), 90));
        await Assert.ThrowsAsync<InvalidParameterCombinationException>(() => server.Statistics(start, start.AddMinutes(1), 60, ["Sum"], ["p50"]));
    }

    [Fact]
    public async Task Old_datapoints_are_added_up_and_in_the_end_removed()
    {
        await using var server = await Server.Start();
        var start = server.Clock.GetUtcNow();
        for (var i = 0; i < 10; i++)
            await server.Put(new MetricDatum { MetricName = Name, Value = i + 1, Timestamp = start.AddMinutes(i), StorageResolution = 1 });
        Assert.Equal(10, server.CountOf(Resolutions.Second));
        await server.AdvanceUntil(TimeSpan.FromHours(1), "seconds to go", () => server.CountOf(Resolutions.Second) == 0);
        Assert.Equal(10, server.CountOf(Resolutions.Minute));
        await server.AdvanceUntil(TimeSpan.FromHours(12), "minutes to be added up", () => server.CountOf(Resolutions.Minute) == 0);
        Assert.Equal(2, server.CountOf(Resolutions.FiveMinutes));
        Assert.Equal([15d, 40d], (await server.Statistics(start, start.AddMinutes(10), 300)).Select(datapoint => datapoint.Sum!.Value));
        await server.AdvanceUntil(TimeSpan.FromDays(1), "hours", () => server.CountOf(Resolutions.Hour) == 1);
        await server.Restart();
        var datapoint = Assert.Single(await server.Statistics(start, start.AddMinutes(10), 3600));
        Assert.Equal((10, 55, 1, 10), (datapoint.SampleCount, datapoint.Sum, datapoint.Minimum, datapoint.Maximum));
        await server.AdvanceUntil(TimeSpan.FromDays(20), "the end", () => server.Count(Tables.Datapoints) == 0 && server.Count(Tables.Metrics) == 0);
    }
}
