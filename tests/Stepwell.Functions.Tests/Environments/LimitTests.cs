namespace Stepwell.Functions.Tests.Environments;

/// <summary>What functions may take of the machine.</summary>
public sealed class LimitTests
{
    private const string ForkBomb = """
        children = []
        answer = "unlimited"
        try:
            for i in range(400):
                pid = os.fork()
                if pid == 0:
                    time.sleep(60)
                    os._exit(0)
                children.append(pid)
        except OSError as full:
            answer = full.strerror
        for pid in children: os.kill(pid, 9); os.waitpid(pid, 0)
        """;

    [Fact]
    public async Task Memory_beyond_the_limit_kills_the_function()
    {
        Assert.SkipUnless(Means.LimitMemory, "no writable memory control group here");
        await using var host = new TestHost();
        var function = host.Function();
        var outcome = await host.Run(function, "data = bytearray(300 * 1024 * 1024)\nfor i in range(0, len(data), 4096): data[i] = 1");
        Assert.Equal(
            ("Runtime.ExitError", "RequestId: 00000000-0000-0000-0000-000000000001 Error: Runtime exited with error: signal: killed"),
            TestHost.Error(outcome));
        Assert.Contains(host.Lines, line => line.Contains("Max Memory Used: 128 MB\t", StringComparison.Ordinal) && line.Contains("Runtime.OutOfMemory", StringComparison.Ordinal));
        Assert.Equal("1", await host.Answer(function with { MemoryMegabytes = 512, RevisionId = "larger" }, "data = b'x' * 300000000; answer = count"));
    }

    [Fact]
    public async Task Processes_beyond_the_limit_are_not_made()
    {
        Assert.SkipUnless(Means.LimitProcesses, "neither control groups nor users of their own here");
        await using var host = new TestHost(options => options with { ProcessLimit = 100 });
        var function = host.Function() with { MemoryMegabytes = 512 };
        Assert.Equal("\"Resource temporarily unavailable\"", await host.Answer(function, ForkBomb));
        Assert.Equal("2", await host.Answer(function, "answer = count"));
    }

    [Fact]
    public async Task Fork_bomb_ends_with_the_timeout_and_nothing_is_left()
    {
        Assert.SkipUnless(Means.LimitProcesses, "neither control groups nor users of their own here");
        await using var host = new TestHost(options => options with { ProcessLimit = 200 });
        const string bomb = """
            while True:
                try: os.fork()
                except OSError: pass
            """;
        var outcome = await host.Run(host.Function() with { TimeoutSeconds = 2, MemoryMegabytes = 1024 }, bomb);
        Assert.Equal("Sandbox.Timedout", TestHost.Error(outcome).Type);
        await Eventually.Holds(() => Means.ProcessesOf(host.Options.FirstUserId, host.Folder) == 0);
    }

    [Fact]
    public async Task File_beyond_the_ephemeral_storage_is_not_written()
    {
        await using var host = new TestHost();
        const string write = """
            import signal, tempfile
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            answer = "unlimited"
            try:
                with open(os.path.join(tempfile.gettempdir(), "large"), "wb") as file: file.truncate(2 * 1024 * 1024)
            except OSError as full:
                answer = full.strerror
            """;
        Assert.Equal("\"File too large\"", await host.Answer(host.Function() with { EphemeralStorageMegabytes = 1 }, write));
    }

    [Fact]
    public async Task Processes_that_a_timeout_leaves_behind_are_killed()
    {
        await using var host = new TestHost();
        const string children = """
            if os.fork() == 0:
                os.setsid() if os.path.isdir("/var/task") else None
                while True: pass
            while True: pass
            """;
        var outcome = await host.Run(host.Function() with { TimeoutSeconds = 1 }, children);
        Assert.Equal("Sandbox.Timedout", TestHost.Error(outcome).Type);
        await Eventually.Holds(() => Means.ProcessesOf(host.Options.FirstUserId, host.Folder) == 0);
    }
}
