using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Quotas through the command line and the wire.</summary>
public sealed class QuotaTests : IDisposable
{
    private const string Pass = """{"StartAt":"S","States":{"S":{"Type":"Pass","End":true}}}""";

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Calls_beyond_the_rate_are_throttled_as_on_AWS_before_their_input_is_looked_at()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path, "--quotas", "aws", "--quota", "DescribeActivity.bucket=2");
        using var client = server.Client();
        var throttled = 0;
        for (var i = 0; i < 20; i++)
        {
            // No ARN, and not even JSON.
            var answer = await client.PostAsync("DescribeActivity", "?"u8.ToArray());
            if (answer.Error != "ThrottlingException")
                continue;
            throttled++;
            Assert.Equal((400, "Rate exceeded"), (answer.Status, answer.Text("message")));
        }
        Assert.InRange(throttled, 5, 18);
        await client.CallAsync("ListActivities", []);
    }

    [Fact]
    public async Task Starts_beyond_the_rate_are_throttled_and_none_is_by_default()
    {
        await using (var server = await StepwellServer.StartAsync(_data.Path, "--quota", "StartExecution.rate=1"))
        {
            using var client = server.Client();
            var machine = await client.CreateStateMachineAsync("m", Pass);
            await client.StartAsync(machine, "first");
            var errors = new List<string?>();
            for (var i = 0; i < 10; i++)
                errors.Add((await client.SendAsync("StartExecution", new() { ["stateMachineArn"] = machine })).Error);
            Assert.Contains("ThrottlingException", errors);
        }
        await using var relaxed = await StepwellServer.StartAsync(_data.Path);
        using var again = relaxed.Client();
        for (var i = 0; i < 400; i++)
            await again.CallAsync("ListTagsForResource", new() { ["resourceArn"] = "arn:aws:states:us-east-1:000000000000:stateMachine:m" });
    }

    [Theory]
    [InlineData("--quotas", "generous", "generous")]
    [InlineData("--quota", "StartExecution.rate=fast", "StartExecution.rate=fast")]
    [InlineData("--quota", "Speed.rate=5", "Speed")]
    [InlineData("--quota", "OpenExecutions", "OpenExecutions")]
    public async Task A_server_does_not_start_with_quotas_that_are_none(string option, string value, string named)
    {
        var (exitCode, text) = await StepwellServer.RunAsync("up", "--data", _data.Path, option, value);
        Assert.NotEqual(0, exitCode);
        Assert.Contains(named, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_says_which_quotas_there_are()
    {
        var (_, text) = await StepwellServer.RunAsync("up", "--help");
        Assert.Contains("--quotas <aws|none|relaxed>", text, StringComparison.Ordinal);
        Assert.Contains("--quota", text, StringComparison.Ordinal);
        Assert.Contains("OpenExecutions", text, StringComparison.Ordinal);
    }
}
