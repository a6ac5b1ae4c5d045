using System.Text.Json;
using Stepwell.Services.CloudWatch.Api;
using Stepwell.Services.CloudWatch.Storage;
using Stepwell.Services.CloudWatch.Tests.Support;
using Stepwell.Wire;
using static Stepwell.Services.CloudWatch.Tests.Support.Calls;

namespace Stepwell.Services.CloudWatch.Tests.Alarms;

public sealed class AlarmTests
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:pager";

    private static readonly PutMetricAlarmInput High = new()
    {
        AlarmName = "high",
        Namespace = Space,
        MetricName = Name,
        Statistic = "Maximum",
        Period = 60,
        EvaluationPeriods = 1,
        Threshold = 10,
        ComparisonOperator = "GreaterThanThreshold",
        AlarmActions = [Topic],
    };

    [Fact]
    public async Task An_alarm_follows_its_metric_and_says_why()
    {
        await using var server = await Server.Start();
        await Put(server, High);
        var alarm = await Describe(server);
        Assert.Equal(("INSUFFICIENT_DATA", "Unchecked: Initial alarm creation"), (alarm.StateValue, alarm.StateReason));
        await server.PutValue(12);
        await Until(server, "ALARM");
        alarm = await Describe(server);
        Assert.Equal(
            "Threshold Crossed: 1 out of the last 1 datapoints [12.0 (01/01/26 00:00:00)] was greater than the threshold (10.0) "
            + "(minimum 1 datapoint for OK -> ALARM transition).",
            alarm.StateReason);
        using (var data = JsonDocument.Parse(alarm.StateReasonData!))
            Assert.Equal("[12]", data.RootElement.GetProperty("recentDatapoints").GetRawText());
        await server.PutValue(3);
        await Until(server, "OK");
        Assert.StartsWith("Threshold Crossed: 1 out of the last 1 datapoints [3.0 (", (await Describe(server)).StateReason, StringComparison.Ordinal);
        await Until(server, "INSUFFICIENT_DATA");
        Assert.Equal("Insufficient Data: 1 datapoint was unknown.", (await Describe(server)).StateReason);
    }

    [Fact]
    public async Task History_tells_what_happened_and_that_no_action_was_carried_out()
    {
        await using var server = await Server.Start();
        await Put(server, High);
        await server.PutValue(12);
        await Until(server, "ALARM");
        var items = await History(server);
        Assert.Equal(
            [
                ("ConfigurationUpdate", "Alarm \"high\" created"), ("StateUpdate", "Alarm updated from INSUFFICIENT_DATA to ALARM"),
                ("Action", $"Failed to execute action {Topic}. Stepwell does not carry out alarm actions yet."),
            ],
            items.Select(item => (item.HistoryItemType!, item.HistorySummary!)));
        using var data = JsonDocument.Parse(items[2].HistoryData!);
        Assert.Equal(
            ("Failed", Topic),
            (data.RootElement.GetProperty("actionState").GetString(), data.RootElement.GetProperty("notificationResource").GetString()));
    }

    [Fact]
    public async Task An_alarm_goes_on_after_a_restart()
    {
        await using var server = await Server.Start();
        await Put(server, High);
        await server.PutValue(12);
        await server.Restart();
        await Until(server, "ALARM");
    }

    [Fact]
    public async Task M_out_of_N_datapoints_have_to_breach()
    {
        await using var server = await Server.Start();
        await Put(server, High with { EvaluationPeriods = 3, DatapointsToAlarm = 2 });
        var start = server.Clock.GetUtcNow();
        double[] values = [20, 1, 1, 20, 20];
        for (var i = 0; i < values.Length; i++)
            await server.PutValue(values[i], start.AddMinutes(i));
        await Until(server, "OK");
        await Until(server, "ALARM");
        Assert.Contains("2 out of the last 3 datapoints", (await Describe(server)).StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_data_is_treated_as_the_alarm_says()
    {
        await using var server = await Server.Start();
        await Put(server, High with { AlarmName = "breaching", TreatMissingData = "breaching" });
        await Put(server, High with { AlarmName = "notBreaching", TreatMissingData = "notBreaching" });
        await Put(server, High with { AlarmName = "ignore", TreatMissingData = "ignore" });
        await Until(server, "ALARM", "breaching");
        await Until(server, "OK", "notBreaching");
        Assert.Equal("INSUFFICIENT_DATA", (await Describe(server, "ignore")).StateValue);
        Assert.Equal(
            "Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].",
            (await Describe(server, "breaching")).StateReason);
    }

    [Fact]
    public async Task Expressions_and_percentiles_can_be_watched()
    {
        await using var server = await Server.Start();
        MetricDataQuery Stat(string id, string name) => new()
        {
            Id = id,
            ReturnData = false,
            MetricStat = new MetricStat { Metric = new Metric { Namespace = Space, MetricName = name }, Period = 60, Stat = "Sum" },
        };
        await Put(server, High with { AlarmName = "p", Statistic = null, ExtendedStatistic = "p90" });
        await Put(server, new()
        {
            AlarmName = "share",
            Metrics = [Stat("errors", "Errors"), Stat("calls", "Calls"), new() { Id = "share", Expression = "100 * errors / calls" }],
            EvaluationPeriods = 1,
            Threshold = 10,
            ComparisonOperator = "GreaterThanOrEqualToThreshold",
        });
        await server.Put(
            new MetricDatum { MetricName = "Errors", Value = 1 },
            new MetricDatum { MetricName = "Calls", Value = 5 },
            new MetricDatum { MetricName = Name, Values = [1, 50], Counts = [1, 9] });
        await Until(server, "ALARM", "share");
        await Until(server, "ALARM", "p");
    }

    [Fact]
    public async Task A_state_that_is_set_stays_until_the_next_look()
    {
        await using var server = await Server.Start();
        await Put(server, High with { TreatMissingData = "notBreaching" });
        await server.Service.SetAlarmState(new() { AlarmName = "high", StateValue = "ALARM", StateReason = "a test" }, server.Context);
        var alarm = await Describe(server);
        Assert.Equal(("ALARM", "a test"), (alarm.StateValue, alarm.StateReason));
        await Until(server, "OK");
        await Assert.ThrowsAsync<ResourceNotFound>(async () =>
            await server.Service.SetAlarmState(new() { AlarmName = "none", StateValue = "OK", StateReason = "" }, server.Context));
    }

    [Fact]
    public async Task Actions_that_are_disabled_are_not_even_tried()
    {
        await using var server = await Server.Start();
        await Put(server, High);
        await server.Service.DisableAlarmActions(new() { AlarmNames = ["high", "none"] }, server.Context);
        Assert.False((await Describe(server)).ActionsEnabled);
        await server.Service.SetAlarmState(new() { AlarmName = "high", StateValue = "ALARM", StateReason = "" }, server.Context);
        Assert.DoesNotContain(await History(server), item => item.HistoryItemType == "Action");
        await server.Service.EnableAlarmActions(new() { AlarmNames = ["high"] }, server.Context);
        Assert.True((await Describe(server)).ActionsEnabled);
    }

    [Fact]
    public async Task Alarms_are_found_by_name_prefix_state_action_and_metric()
    {
        await using var server = await Server.Start();
        foreach (var name in (string[])["b1", "a2", "a1", "a"])
            await Put(server, High with { AlarmName = name, AlarmActions = name == "a1" ? [Topic] : null });
        await server.Service.SetAlarmState(new() { AlarmName = "a2", StateValue = "OK", StateReason = "" }, server.Context);
        Assert.Equal(["a", "a1", "a2", "b1"], await Names(server, new()));
        Assert.Equal(["a", "a1", "a2"], await Names(server, new() { AlarmNamePrefix = "a" }));
        Assert.Equal(["a1", "b1"], await Names(server, new() { AlarmNames = ["b1", "a1", "zz"] }));
        Assert.Equal(["a2"], await Names(server, new() { StateValue = "OK" }));
        Assert.Equal(["a1"], await Names(server, new() { ActionPrefix = "arn:aws:sns" }));
        Assert.Empty(await Names(server, new() { AlarmTypes = ["CompositeAlarm"] }));
        var first = await server.Service.DescribeAlarms(new() { MaxRecords = 3 }, server.Context);
        Assert.Equal(["b1"], await Names(server, new() { NextToken = first.NextToken }));
        var forMetric = await server.Service.DescribeAlarmsForMetric(new() { Namespace = Space, MetricName = Name }, server.Context);
        Assert.Equal(4, forMetric.MetricAlarms!.Count);
        Assert.Empty((await server.Service.DescribeAlarmsForMetric(new() { Namespace = Space, MetricName = Name, Period = 300 }, server.Context)).MetricAlarms!);
    }

    [Fact]
    public async Task A_deleted_alarm_leaves_its_history_for_thirty_days()
    {
        await using var server = await Server.Start();
        await Put(server, High);
        await Assert.ThrowsAsync<ResourceNotFound>(async () => await server.Service.DeleteAlarms(new() { AlarmNames = ["high", "none"] }, server.Context));
        await server.Service.DeleteAlarms(new() { AlarmNames = ["high"] }, server.Context);
        Assert.Empty(await Names(server, new()));
        Assert.Equal(2, (await History(server)).Count);
        await server.AdvanceUntil(TimeSpan.FromDays(1), "the history to expire", () => server.Count(Tables.History) == 0);
    }

    [Fact]
    public async Task Tags_are_kept_and_go_with_their_alarm()
    {
        await using var server = await Server.Start();
        await Put(server, High with { Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b", Value = "2" }] });
        var arn = (await Describe(server)).AlarmArn!;
        Assert.Equal("arn:aws:cloudwatch:us-east-1:000000000000:alarm:high", arn);
        await server.Service.TagResource(new() { ResourceARN = arn, Tags = [new() { Key = "c", Value = "3" }] }, server.Context);
        await server.Service.UntagResource(new() { ResourceARN = arn, TagKeys = ["a"] }, server.Context);
        var tags = (await server.Service.ListTagsForResource(new() { ResourceARN = arn }, server.Context)).Tags!;
        Assert.Equal(["b", "c"], tags.Select(tag => tag.Key));
        await server.Service.DeleteAlarms(new() { AlarmNames = ["high"] }, server.Context);
        Assert.Equal(0, server.Count(Tables.Tags));
        await Assert.ThrowsAsync<ResourceNotFoundException>(async () => await server.Service.ListTagsForResource(new() { ResourceARN = arn }, server.Context));
    }

    [Fact]
    public async Task What_cannot_be_an_alarm_is_refused()
    {
        await using var server = await Server.Start();
        Task Refused(string message, PutMetricAlarmInput input) => Refuses<InvalidInputException>(message, () => Put(server, input));
        await Refused("Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400).", High with { EvaluationPeriods = 1441 });
        await Refused("Exactly one of the parameters Statistic and ExtendedStatistic must be specified.", High with { ExtendedStatistic = "p90" });
        await Refused("Invalid arn syntax: pager", High with { AlarmActions = ["pager"] });
        await Refused(
            "Option maybe not supported for TreatMissingData, must be one of breaching, notBreaching, ignore, missing", High with { TreatMissingData = "maybe" });
        await Refused("Period must be 10, 20, 30 or a multiple of 60", High with { Period = 90 });
        await Refused(
            "Metrics list must contain exactly one metric matching the ReturnData parameter",
            new() { AlarmName = "x", EvaluationPeriods = 1, Threshold = 1, ComparisonOperator = "GreaterThanThreshold", Metrics = [] });
        Assert.Contains(
            "not implemented yet",
            (await Assert.ThrowsAsync<AwsException>(() => Put(server, High with { ComparisonOperator = "GreaterThanUpperThreshold" }))).Message,
            StringComparison.Ordinal);
    }

    private static async Task Put(Server server, PutMetricAlarmInput input) => await server.Service.PutMetricAlarm(input, server.Context);

    private static async Task<MetricAlarm> Describe(Server server, string name = "high") =>
        Assert.Single((await server.Service.DescribeAlarms(new() { AlarmNames = [name] }, server.Context)).MetricAlarms!);

    private static async Task<IEnumerable<string>> Names(Server server, DescribeAlarmsInput input) =>
        (await server.Service.DescribeAlarms(input, server.Context)).MetricAlarms!.Select(alarm => alarm.AlarmName!);

    private static async Task<IReadOnlyList<AlarmHistoryItem>> History(Server server) =>
        (await server.Service.DescribeAlarmHistory(new() { AlarmName = "high", ScanBy = "TimestampAscending" }, server.Context)).AlarmHistoryItems!;

    private static Task Until(Server server, string state, string name = "high") => server.AdvanceUntil(
        TimeSpan.FromSeconds(30),
        $"{name} to be {state}",
        () => Describe(server, name).GetAwaiter().GetResult().StateValue == state);
}
