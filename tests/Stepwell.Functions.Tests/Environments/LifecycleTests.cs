using Microsoft.Extensions.Time.Testing;

namespace Stepwell.Functions.Tests.Environments;

public sealed class LifecycleTests
{
    [Fact]
    public async Task Folder_of_environments_is_for_one_host_at_a_time()
    {
        await using var first = new TestHost();
        Assert.Equal("1", await first.Answer(first.Function(), "answer = count"));
        await using var second = new TestHost(options => options with { Folder = first.Options.Folder });
        var function = second.Function();
        var refused = await Assert.ThrowsAsync<IOException>(() => second.Run(function, ""));
        Assert.Equal(
            $"Another server runs functions in {first.Options.Folder}. Every server needs a data folder of its own, also where several share a database.",
            refused.Message);
        await first.Host.DisposeAsync();
        Assert.Equal("1", await second.Answer(function, "answer = count"));
    }

    [Fact]
    public async Task Environment_without_work_is_frozen_until_the_next_invocation()
    {
        Assert.SkipUnless(Means.IsRoot, "the processes of environments are found by their users");
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var host = new TestHost(time: time);
        var function = host.Function();
        await host.Answer(function, "answer = count");
        await Eventually.Holds(() => Frozen(time, host));
        Assert.Equal("2", await host.Answer(function, "answer = count"));
        await Eventually.Holds(() => Frozen(time, host));
        Assert.Single(host.Streams);
    }

    [Fact]
    public async Task Environment_that_is_idle_for_too_long_ends()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var host = new TestHost(time: time);
        var function = host.Function();
        await host.Answer(function, "answer = count");
        await Eventually.Holds(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return Means.ProcessesOf(host.Options.FirstUserId, host.Folder) == 0;
        });
        Assert.Equal("1", await host.Answer(function, "answer = count"));
    }

    [Fact]
    public async Task Environment_ends_before_its_credentials_do_though_it_is_never_idle_for_long()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var made = 0;
        await using var host = new TestHost(
            options => options with
            {
                IdleTime = TimeSpan.FromDays(1),
                Credentials = spec => new(spec.RoleArn, "s", $"token {++made}", time.GetUtcNow().AddHours(1)),
            },
            time);
        var function = host.Function() with { RoleArn = "its role" };
        const string Asked = "answer = [os.environ['AWS_ACCESS_KEY_ID'], os.environ['AWS_SESSION_TOKEN'], count]";
        Assert.Equal("""["its role", "token 1", 1]""", await host.Answer(function, Asked));
        // Before that its time would be up.
        await Eventually.Holds(() => Reports(host) == 1);
        time.Advance(TimeSpan.FromMinutes(39));
        Assert.Equal("""["its role", "token 1", 2]""", await host.Answer(function, Asked));
        await Eventually.Holds(() => Reports(host) == 2);
        time.Advance(TimeSpan.FromMinutes(2));
        await Eventually.Holds(() => Directory.GetDirectories(host.Options.Folder).Length == 0);
        Assert.Equal("""["its role", "token 2", 1]""", await host.Answer(function, Asked));
    }

    [Fact]
    public async Task Environment_that_grows_old_in_an_invocation_ends_after_it()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var host = new TestHost(
            options => options with { Credentials = _ => new("a", "s", "t", time.GetUtcNow().AddMinutes(21)) }, time);
        var function = host.Function() with { TimeoutSeconds = 900 };
        var running = host.Answer(function, "print('begun'); time.sleep(0.5); answer = count");
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal("1", await running);
        await Eventually.Holds(() => Directory.GetDirectories(host.Options.Folder).Length == 0);
        Assert.Equal("1", await host.Answer(function, "answer = count"));
    }

    [Fact]
    public async Task Environments_of_a_retired_revision_end_and_work_in_progress_is_finished()
    {
        await using var host = new TestHost();
        var function = host.Function();
        await host.Answer(function, "answer = 1");
        var running = host.Answer(function, "print('begun'); time.sleep(1); answer = 'done'");
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        host.Host.Retire(function.RevisionId);
        Assert.Equal("\"done\"", await running);
        await Eventually.Holds(() => Means.ProcessesOf(host.Options.FirstUserId, host.Folder) == 0);
    }

    [Fact]
    public async Task Dispose_ends_all_processes_and_leaves_no_files()
    {
        var host = new TestHost();
        await host.Answer(host.Function(), "answer = 1");
        var running = host.Run(host.Function(), "print('begun'); time.sleep(60)");
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        await host.Host.DisposeAsync();
        Assert.Equal("Runtime.ExitError", TestHost.Error(await running).Type);
        Assert.Equal(0, Means.ProcessesOf(host.Options.FirstUserId, host.Folder));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Options.Folder));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Caller_that_does_not_wait_any_more_is_let_go()
    {
        await using var host = new TestHost();
        var function = host.Function();
        using var aborted = new CancellationTokenSource();
        var running = host.Host.Invoke(function, host.Python("print('begun'); time.sleep(0.3); print('ended')"), aborted.Token).AsTask();
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await Eventually.Holds(() => host.Lines.Any(line => line.StartsWith("REPORT", StringComparison.Ordinal)));
        Assert.Contains("ended\n", host.Lines);
    }

    [Fact]
    public async Task Runtime_that_dies_between_invocations_is_replaced()
    {
        await using var host = new TestHost(options => options with { FreezeDelay = TimeSpan.FromHours(1) });
        var function = host.Function();
        await host.Answer(function, "import threading; threading.Timer(0.2, lambda: os._exit(3)).start(); answer = 1");
        // The host has seen it when the folder of the environment is gone, which is a moment after the process.
        await Eventually.Holds(() => Directory.GetDirectories(host.Options.Folder).Length == 0);
        Assert.Equal("1", await host.Answer(function, "answer = count"));
    }

    private static int Reports(TestHost host) => host.Lines.Count(line => line.StartsWith("REPORT", StringComparison.Ordinal));

    private static bool Frozen(FakeTimeProvider time, TestHost host)
    {
        time.Advance(host.Options.FreezeDelay);
        return Means.AreFrozen(host.Options.FirstUserId);
    }
}
