namespace Stepwell.Functions.Tests.Environments;

public sealed class InvocationTests
{
    [Fact]
    public async Task Package_with_its_own_bootstrap_answers_events()
    {
        await using var host = new TestHost();
        var function = host.Function();
        Assert.Equal("[1, 2]", TestHost.Text(await host.Invoke(function, host.Event("[1,2]"))));
        Assert.Equal("2", await host.Answer(function, "answer = count"));
    }

    [Fact]
    public async Task Environment_is_used_again_and_only_one_is_made_for_invocations_in_a_row()
    {
        await using var host = new TestHost();
        var function = host.Function();
        for (var i = 1; i <= 20; i++) Assert.Equal(i.ToString(System.Globalization.CultureInfo.InvariantCulture), await host.Answer(function, "answer = count"));
        Assert.Single(host.Streams);
    }

    [Fact]
    public async Task Invocations_at_the_same_time_have_environments_of_their_own()
    {
        await using var host = new TestHost();
        var function = host.Function();
        var running = Enumerable.Range(0, 4).Select(_ => host.Answer(function, "time.sleep(1); answer = count")).ToList();
        Assert.All(await Task.WhenAll(running), count => Assert.Equal("1", count));
    }

    [Fact]
    public async Task Function_that_takes_too_long_is_killed()
    {
        await using var host = new TestHost();
        var outcome = await host.Run(host.Function() with { TimeoutSeconds = 1 }, "while True: pass");
        Assert.Equal(FunctionError.Unhandled, outcome.Error);
        Assert.Equal(
            """{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 00000000-0000-0000-0000-000000000001 Error: Task timed out after 1.00 seconds"}""",
            TestHost.Text(outcome));
        Assert.Contains(host.Lines, line => line.EndsWith("00000000-0000-0000-0000-000000000001 Task timed out after 1.00 seconds\n\n", StringComparison.Ordinal));
        Assert.Contains(host.Lines, line => line.StartsWith("REPORT ", StringComparison.Ordinal) && line.Contains("Status: timeout", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("os._exit(1)", "Runtime exited with error: exit status 1")]
    [InlineData("os._exit(0)", "Runtime exited without providing a reason")]
    [InlineData("os.kill(os.getpid(), 9)", "Runtime exited with error: signal: killed")]
    [InlineData("os.kill(os.getpid(), 11)", "Runtime exited with error: signal: segmentation fault")]
    public async Task Crash_is_reported(string code, string why)
    {
        await using var host = new TestHost();
        var function = host.Function();
        Assert.Equal(
            ("Runtime.ExitError", "RequestId: 00000000-0000-0000-0000-000000000001 Error: " + why), TestHost.Error(await host.Run(function, code)));
        Assert.Equal("1", await host.Answer(function, "answer = count"));
    }
}
