using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

public sealed class CommandLineTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_ready_server_says_where_it_listens_and_answers_at_once()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path);
        output.WriteLine($"ready after {server.StartTime.TotalMilliseconds:F0} ms");
        Assert.StartsWith($"Stepwell is ready on http://127.0.0.1:{server.Endpoint.Port}", server.ReadyLine, StringComparison.Ordinal);
        using var client = server.Client();
        Assert.Empty((await client.CallAsync("ListStateMachines", [])).Body.GetProperty("stateMachines").EnumerateArray());
    }

    [Fact]
    public async Task Sigterm_ends_the_server_cleanly()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path);
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Sigterm_does_not_wait_for_a_poll_for_activity_tasks()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path);
        using var client = server.Client();
        var activity = await client.CallAsync("CreateActivity", new() { ["name"] = "idle" });
        await using var worker = new ActivityWorker(server, activity.Text("activityArn"));
        Assert.Equal(0, await server.StopAsync());
    }

    [Fact]
    public async Task Help_lists_the_commands()
    {
        var (exitCode, text) = await StepwellServer.RunAsync("--help");
        Assert.Equal(0, exitCode);
        Assert.Contains("up", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_fails_with_words()
    {
        var (exitCode, text) = await StepwellServer.RunAsync("sideways");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("sideways", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("36501")]
    public async Task A_retention_that_is_none_fails_with_words(string days)
    {
        var (exitCode, text) = await StepwellServer.RunAsync("up", "--data", _data.Path, "--execution-retention-days", days);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("--execution-retention-days must be between 1 and 36500.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_fails_with_words()
    {
        await using var first = await StepwellServer.StartAsync(_data.Path);
        using var other = new TemporaryFolder();
        var (exitCode, text) = await StepwellServer.RunAsync("up", "--port", $"{first.Endpoint.Port}", "--data", other.Path);
        Assert.NotEqual(0, exitCode);
        Assert.Contains($"{first.Endpoint.Port}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused()
    {
        await using var first = await StepwellServer.StartAsync(_data.Path);
        var problem = await Assert.ThrowsAsync<InvalidOperationException>(() => StepwellServer.StartAsync(_data.Path));
        Assert.Contains("in use by another server", problem.Message, StringComparison.Ordinal);
        Assert.True(first.IsRunning);
    }
}
