using System.Diagnostics.Metrics;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Tests.Support;

namespace Stepwell.Services.CloudWatch.Tests.Operations;

/// <summary>What the services of this server tell of themselves.</summary>
public sealed class FeedTests
{
    private static readonly DateTimeOffset Minute = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly string[] OfAnExecution =
    [
        "ConsumedCapacity", "ExecutionTime", "ExecutionsStarted", "ExecutionsSucceeded", "OpenExecutionCount", "StateMachineCount",
    ];

    [Fact]
    public async Task What_an_execution_tells_can_be_asked_for_a_minute_later()
    {
        await using var server = await WholeServer.Start();
        var machine = await server.StepFunctions.CreateStateMachine(
            new()
            {
                Name = "m",
                RoleArn = "arn:aws:iam::000000000000:role/r",
                Definition = """{"StartAt":"P","States":{"P":{"Type":"Pass","End":true}}}""",
            },
            server.Context);
        for (var i = 0; i < 3; i++)
            await server.StepFunctions.StartExecution(new() { StateMachineArn = machine.StateMachineArn, Name = $"e{i}" }, server.Context);

        await server.PassMinute(async () => (await Names(server)).Contains("OpenExecutionCount"));

        var names = await Names(server);
        Assert.All(OfAnExecution, name => Assert.Contains(name, names));
        Dimension[] dimensions = [new() { Name = "StateMachineArn", Value = machine.StateMachineArn }];
        Assert.Equal((3d, 3d), (await Value(server, "ExecutionsStarted", "Sum", dimensions), await Value(server, "ExecutionsSucceeded", "SampleCount", dimensions)));
        Assert.Equal(3, await Value(server, "ExecutionTime", "SampleCount", dimensions));
        Assert.Equal(0, await Value(server, "OpenExecutionCount", "Maximum", []));
        Assert.Equal(3, await Value(server, "ConsumedCapacity", "Sum", [new() { Name = "ServiceMetric", Value = "StateTransition" }]));
    }

    [Fact]
    public async Task Each_minute_has_what_was_told_in_it()
    {
        await using var server = await WholeServer.Start();
        var meter = server.Meters.Create(new MeterOptions("AWS/Test"));
        var counter = meter.CreateCounter<long>("Counted", "Count");
        var histogram = meter.CreateHistogram<double>("Measured", "Milliseconds");
        var level = 5d;
        KeyValuePair<string, object?>[] place = [new("cloud.account.id", "000000000000"), new("cloud.region", "us-east-1")];
        meter.CreateObservableGauge("Level", () => new Measurement<double>(level, place), "Percent");
        counter.Add(2, place);
        for (var i = 1; i <= 1000; i++)
            histogram.Record(i, place);
        await server.PassMinute(async () => (await Names(server, "AWS/Test")).Contains("Level"));
        counter.Add(5, place);
        level = 7;
        await server.PassMinute(async () => (await Points(server, "AWS/Test", "Level", "Sum", [])).Count == 2);

        Assert.Equal([(Minute, 2d), (Minute.AddMinutes(1), 5)], await Points(server, "AWS/Test", "Counted", "Sum", []));
        Assert.Equal([(Minute, 5d), (Minute.AddMinutes(1), 7)], await Points(server, "AWS/Test", "Level", "Average", []));
        Assert.Equal([(Minute, 1000d)], await Points(server, "AWS/Test", "Measured", "SampleCount", []));
        Assert.Equal([(Minute, 500_500d)], await Points(server, "AWS/Test", "Measured", "Sum", []));
        Assert.Equal([(Minute, 1d)], await Points(server, "AWS/Test", "Measured", "Minimum", []));
        Assert.Equal([(Minute, 1000d)], await Points(server, "AWS/Test", "Measured", "Maximum", []));
        Assert.InRange(Assert.Single(await Points(server, "AWS/Test", "Measured", "p90", [])).Value, 880, 920);
        Assert.Equal("Milliseconds", Assert.Single((await Statistics(server)).Datapoints!).Unit);
    }

    [Fact]
    public async Task Versions_and_aliases_are_counted_beside_their_state_machine()
    {
        await using var server = await WholeServer.Start();
        var counter = server.Meters.Create(new MeterOptions("AWS/Test")).CreateCounter<long>("Started", "Count");
        KeyValuePair<string, object?>[] place = [new("cloud.account.id", "000000000000"), new("cloud.region", "us-east-1"), new("StateMachineArn", "m")];
        counter.Add(1, place);
        counter.Add(2, [.. place, new("Version", "1")]);
        counter.Add(4, [.. place, new("Version", "1"), new("Alias", "live")]);
        await server.PassMinute(async () => (await Points(server, "AWS/Test", "Started", "Sum", Of(("StateMachineArn", "m")))) is [(_, 7)]);
        Assert.Equal(6, Assert.Single(await Points(server, "AWS/Test", "Started", "Sum", Of(("StateMachineArn", "m"), ("Version", "1")))).Value);
        Assert.Equal(4, Assert.Single(await Points(server, "AWS/Test", "Started", "Sum", Of(("StateMachineArn", "m"), ("Alias", "live")))).Value);
        Assert.Equal(3, (await server.CloudWatch.ListMetrics(new() { Namespace = "AWS/Test" }, server.Context)).Metrics!.Count);
    }

    private static Dimension[] Of(params (string Name, string Value)[] dimensions) => Calls.Dimensions(dimensions);

    private static async Task<List<string>> Names(WholeServer server, string? metricNamespace = null) =>
        [.. (await server.CloudWatch.ListMetrics(new() { Namespace = metricNamespace }, server.Context)).Metrics!.Select(metric => metric.MetricName!)];

    private static async Task<double> Value(WholeServer server, string name, string stat, Dimension[] dimensions) =>
        (await Points(server, "AWS/States", name, stat, dimensions)).Sum(point => point.Value);

    private static async Task<List<(DateTimeOffset Time, double Value)>> Points(
        WholeServer server, string metricNamespace, string name, string stat, Dimension[] dimensions)
    {
        var metric = new Metric { Namespace = metricNamespace, MetricName = name, Dimensions = dimensions };
        var answer = await server.CloudWatch.GetMetricData(
            new()
            {
                StartTime = Minute,
                EndTime = Minute.AddHours(1),
                ScanBy = "TimestampAscending",
                MetricDataQueries = [new() { Id = "m", MetricStat = new MetricStat { Metric = metric, Period = 60, Stat = stat } }],
            },
            server.Context);
        var result = Assert.Single(answer.MetricDataResults!);
        return [.. result.Timestamps!.Zip(result.Values!)];
    }

    private static async Task<GetMetricStatisticsOutput> Statistics(WholeServer server) => await server.CloudWatch.GetMetricStatistics(
        new() { Namespace = "AWS/Test", MetricName = "Measured", StartTime = Minute, EndTime = Minute.AddMinutes(1), Period = 60, Statistics = ["Sum"] },
        server.Context);
}
