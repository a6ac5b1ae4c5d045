using System.Text.Json;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Metrics, put and read by clients as they come.</summary>
public sealed class CloudWatchTests(SharedServer shared)
{
    [Theory]
    [InlineData("json", "application/x-amz-json-1.0")]
    [InlineData("query", "text/xml")]
    [InlineData("cbor", "application/cbor")]
    public async Task The_sdk_puts_and_reads_metrics_in_every_protocol(string protocol, string contentType)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Stepwell.EndToEnd.Tests", "JavaScript");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), $"run npm ci in {folder} first");
        var result = await Tool.RunAsync("node", ["cloudwatch.mjs", shared.Server.Endpoint.ToString(), protocol], folder: folder);
        Assert.True(result.ExitCode == 0, result.Errors);

        using var document = JsonDocument.Parse(result.Output);
        var seen = document.RootElement;
        Assert.Equal(contentType, seen.GetProperty("contentType").GetString());
        Assert.Equal(
            $$"""[{"Namespace":"Js/{{protocol}}","MetricName":"Size","Dimensions":[{"Name":"Kind","Value":"a & b <c>"}]}]""",
            seen.GetProperty("metrics").GetRawText());
        Assert.True(seen.GetProperty("isMinute").GetBoolean());
        var datapoint = Assert.Single(seen.GetProperty("datapoints").EnumerateArray());
        Assert.Equal(
            (5, 16.5, 3.3, "Bytes"),
            (datapoint.GetProperty("SampleCount").GetDouble(), datapoint.GetProperty("Sum").GetDouble(),
                datapoint.GetProperty("Average").GetDouble(), datapoint.GetProperty("Unit").GetString()));
        Assert.Equal(2.5, seen.GetProperty("extended").GetProperty("p50").GetDouble());
        Assert.Equal(301, seen.GetProperty("many").GetInt32());
        var error = seen.GetProperty("error");
        Assert.Equal("InvalidParameterCombination", error.GetProperty("name").GetString()!.Replace("Exception", "", StringComparison.Ordinal));
        Assert.Equal("At least one of the parameters Statistics and ExtendedStatistics must be specified.", error.GetProperty("message").GetString());
    }

    [Fact]
    public async Task What_was_acknowledged_is_there_after_a_kill()
    {
        using var data = new TemporaryFolder();
        await using (var first = await StepwellServer.StartAsync(data.Path))
        {
            for (var i = 0; i < 3; i++)
                await AwsAsync(first, "put-metric-data", "--namespace", "Kept", "--metric-name", "M", "--value", "2", "--timestamp", Minute(0));
            await first.KillAsync();
        }
        await using var second = await StepwellServer.StartAsync(data.Path);
        var answer = await AwsAsync(
            second, "get-metric-statistics", "--namespace", "Kept", "--metric-name", "M", "--start-time", Minute(0), "--end-time", Minute(1),
            "--period", "60", "--statistics", "Sum");
        Assert.Equal(6, Assert.Single(answer.GetProperty("Datapoints").EnumerateArray()).GetProperty("Sum").GetDouble());
    }

    [Fact]
    public async Task What_the_server_tells_of_itself_is_there_after_a_stop()
    {
        using var data = new TemporaryFolder();
        string machine;
        await using (var first = await StepwellServer.StartAsync(data.Path))
        {
            using var client = first.Client();
            machine = await client.CreateStateMachineAsync("hello", Definitions.Hello);
            await client.WaitForEndAsync(await client.StartAsync(machine, "one"));
            Assert.Equal(0, await first.StopAsync());
        }
        await using var second = await StepwellServer.StartAsync(data.Path);
        var metrics = await AwsAsync(
            second, "list-metrics", "--namespace", "AWS/States", "--metric-name", "ExecutionsSucceeded", "--dimensions", $"Name=StateMachineArn,Value={machine}");
        Assert.Single(metrics.GetProperty("Metrics").EnumerateArray());
        var now = TimeProvider.System.GetUtcNow();
        var query = """
            [{"Id":"m","ReturnData":false,"MetricStat":{"Period":60,"Stat":"Sum","Metric":{"Namespace":"AWS/States","MetricName":"ExecutionsSucceeded",
                "Dimensions":[{"Name":"StateMachineArn","Value":"MACHINE"}]}}},{"Id":"all","Expression":"SUM(m)"}]
            """.Replace("MACHINE", machine, StringComparison.Ordinal);
        var answer = await AwsAsync(
            second, "get-metric-data", "--metric-data-queries", query, "--start-time", Text(now.AddMinutes(-10)), "--end-time", Text(now.AddMinutes(2)));
        var result = Assert.Single(answer.GetProperty("MetricDataResults").EnumerateArray());
        Assert.All(result.GetProperty("Values").EnumerateArray(), value => Assert.Equal(1, value.GetDouble()));
    }

    [Fact]
    public async Task The_cli_makes_an_alarm_and_reads_its_history()
    {
        var server = shared.Server;
        await AwsAsync(
            server, "put-metric-alarm", "--alarm-name", "cli", "--namespace", "Cli", "--metric-name", "M", "--statistic", "Sum", "--period", "60",
            "--evaluation-periods", "2", "--threshold", "1", "--comparison-operator", "GreaterThanThreshold", "--alarm-actions", "arn:aws:sns:us-east-1:1:t");
        await AwsAsync(server, "set-alarm-state", "--alarm-name", "cli", "--state-value", "ALARM", "--state-reason", "by hand");
        var alarms = await AwsAsync(server, "describe-alarms", "--alarm-names", "cli");
        var alarm = Assert.Single(alarms.GetProperty("MetricAlarms").EnumerateArray());
        Assert.Equal(("ALARM", 1), (alarm.GetProperty("StateValue").GetString(), alarm.GetProperty("Threshold").GetDouble()));
        var history = await AwsAsync(server, "describe-alarm-history", "--alarm-name", "cli", "--scan-by", "TimestampAscending");
        Assert.Equal(
            ["ConfigurationUpdate", "StateUpdate", "Action"],
            history.GetProperty("AlarmHistoryItems").EnumerateArray().Select(item => item.GetProperty("HistoryItemType").GetString()).Take(3));
        await AwsAsync(server, "delete-alarms", "--alarm-names", "cli");
        Assert.Empty((await AwsAsync(server, "describe-alarms", "--alarm-names", "cli")).GetProperty("MetricAlarms").EnumerateArray());
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    /// <summary>A fixed minute of yesterday, and those after it.</summary>
    private static string Minute(int number) =>
        Text(new DateTimeOffset(TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddDays(-1), TimeSpan.Zero).AddMinutes(number));

    private static Task<JsonElement> AwsAsync(StepwellServer server, params string[] arguments) =>
        AwsCli.RunAsync(server, ["cloudwatch", .. arguments]);
}
