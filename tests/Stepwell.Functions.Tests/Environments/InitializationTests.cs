namespace Stepwell.Functions.Tests.Environments;

public sealed class InitializationTests
{
    [Fact]
    public async Task Crash_while_initializing_is_tried_once_more_and_reported()
    {
        await using var host = new TestHost();
        var outcome = await host.Run(host.Function(("init.py", "print('hello'); os._exit(7)")), "answer = 1");
        Assert.Equal(
            ("Runtime.ExitError", "RequestId: 00000000-0000-0000-0000-000000000001 Error: Runtime exited with error: exit status 7"),
            TestHost.Error(outcome));
        Assert.Equal(
            ["hello", "INIT_REPORT", "START", "hello", "INIT_REPORT", "RequestId:", "Runtime.ExitError", "END", "REPORT"], host.Lines.SelectMany(Words));
        Assert.Contains("Phase: init\tStatus: error\tError Type: Runtime.ExitError\n", string.Concat(host.Lines), StringComparison.Ordinal);
        Assert.Single(host.Streams);
    }

    [Fact]
    public async Task What_the_runtime_says_of_its_initialization_is_passed_on()
    {
        const string error = """{"errorMessage":"No module","errorType":"Runtime.ImportModuleError","requestId":"","stackTrace":[]}""";
        await using var host = new TestHost();
        var function = host.Function(("init.py", $"call('POST', '/2018-06-01/runtime/init/error', '''{error}'''); os._exit(1)"));
        var outcome = await host.Run(function, "answer = 1");
        Assert.Equal((error, FunctionError.Unhandled), (TestHost.Text(outcome), outcome.Error));
    }

    [Fact]
    public async Task Slow_initialization_goes_on_within_the_timeout_of_the_function()
    {
        await using var host = new TestHost(options => options with { InitTimeout = TimeSpan.FromMilliseconds(300) });
        Assert.Equal("1", await host.Answer(host.Function(("init.py", "time.sleep(0.6)")), "answer = count"));
        Assert.Contains(host.Lines, line => line.EndsWith("Phase: init\tStatus: timeout\n", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Lines, line => line.Contains("Init Duration", StringComparison.Ordinal) && line.StartsWith("REPORT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Initialization_beyond_the_timeout_of_the_function_times_out()
    {
        await using var host = new TestHost(options => options with { InitTimeout = TimeSpan.FromMilliseconds(200) });
        var outcome = await host.Run(host.Function(("init.py", "time.sleep(60)")) with { TimeoutSeconds = 1 }, "answer = 1");
        Assert.Equal(
            ("Sandbox.Timedout", "RequestId: 00000000-0000-0000-0000-000000000001 Error: Task timed out after 1.00 seconds"), TestHost.Error(outcome));
    }

    [Fact]
    public async Task Package_without_a_bootstrap_is_refused()
    {
        await using var host = new TestHost();
        var function = host.Function();
        File.Delete(Path.Combine(((FunctionCode.Package)function.Code).Folder, "bootstrap"));
        Assert.Equal(
            ("Runtime.InvalidEntrypoint",
                "RequestId: 00000000-0000-0000-0000-000000000001 Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]"),
            TestHost.Error(await host.Run(function, "answer = 1")));
    }

    [Theory]
    [InlineData("echo", true, "exec format error")]
    [InlineData("#!/bin/sh", false, "permission denied")]
    [InlineData("", true, "exec format error")]
    public async Task Bootstrap_that_is_no_program_is_refused(string text, bool isExecutable, string why)
    {
        await using var host = new TestHost();
        var function = host.Function();
        var bootstrap = Path.Combine(((FunctionCode.Package)function.Code).Folder, "bootstrap");
        File.Delete(bootstrap);
        File.WriteAllText(bootstrap, text);
        if (isExecutable) TestHost.MakeExecutable(bootstrap);
        var (type, message) = TestHost.Error(await host.Run(function, "answer = 1"));
        Assert.Equal("Runtime.InvalidEntrypoint", type);
        Assert.EndsWith("/bootstrap: " + why, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bootstrap_may_come_from_a_layer_and_the_last_layer_wins()
    {
        await using var host = new TestHost();
        var function = host.Function();
        var package = ((FunctionCode.Package)function.Code).Folder;
        List<string> layers = [Path.Combine(host.Folder, "one"), Path.Combine(host.Folder, "two")];
        foreach (var layer in layers) TestHost.Add(layer, "lib/name.txt", Path.GetFileName(layer));
        TestHost.Add(layers[0], "only.txt", "first");
        Directory.CreateDirectory(layers[1]);
        File.Move(Path.Combine(package, "bootstrap"), Path.Combine(layers[0], "bootstrap"));
        var read = "answer = [open(os.path.join(d, f)).read() for d in os.environ['LD_LIBRARY_PATH'].split(':') for f in ['name.txt'] if os.path.exists(os.path.join(d, f))]";
        Assert.StartsWith("[\"two\"", await host.Answer(function with { LayerFolders = layers }, read), StringComparison.Ordinal);
    }

    private static IEnumerable<string> Words(string line) =>
        line.TrimEnd().Split('\n').Where(part => part.Length > 0).Select(part => part.Split(' ')[0]);
}
