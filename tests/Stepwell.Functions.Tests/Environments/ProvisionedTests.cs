using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;

namespace Stepwell.Functions.Tests.Environments;

public sealed class ProvisionedTests
{
    private const string InitType = "answer = os.environ['AWS_LAMBDA_INITIALIZATION_TYPE']";

    [Fact]
    public async Task Environment_is_initialized_before_the_first_invocation_which_reports_no_initialization()
    {
        await using var host = new TestHost();
        var function = host.Function(("init.py", "print('initialized')"));
        await Ready(host, function, 1);
        Assert.Equal("initialized\n", Assert.Single(host.Lines));
        var outcome = await host.Run(function, InitType);
        Assert.Equal(("\"provisioned-concurrency\"", true), (TestHost.Text(outcome), outcome.IsProvisioned));
        Assert.DoesNotContain(host.Lines, line => line.Contains("Init Duration", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Logs_of_JSON_tell_how_it_was_initialized()
    {
        await using var host = new TestHost();
        await Ready(host, host.Function() with { LogsJson = true, SystemLogLevel = "DEBUG" }, 1);
        var events = host.Lines.Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(
            [("platform.initStart", "provisioned-concurrency"), ("platform.initReport", "provisioned-concurrency")],
            events.Select(told => ((string)told["type"]!, (string)told["record"]!["initializationType"]!)));
    }

    [Fact]
    public async Task Invocations_beyond_what_is_provisioned_run_on_demand_and_those_after_them_do_not()
    {
        await using var host = new TestHost();
        var function = host.Function();
        await Ready(host, function, 1);
        var running = host.Run(function, "print('begun'); time.sleep(1)");
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        Assert.Equal((1, 1, 1), Counts(host, function));
        var spilled = await host.Run(function, InitType);
        Assert.Equal(("\"on-demand\"", false), (TestHost.Text(spilled), spilled.IsProvisioned));
        Assert.True((await running).IsProvisioned);
        await Eventually.Holds(() => Counts(host, function) == (1, 1, 0));
        Assert.True((await host.Run(function, "answer = 1")).IsProvisioned);
    }

    [Fact]
    public async Task Environment_that_crashes_is_replaced()
    {
        await using var host = new TestHost();
        var function = host.Function();
        await Ready(host, function, 1);
        Assert.Equal("Runtime.ExitError", TestHost.Error(await host.Run(function, "os._exit(3)")).Type);
        await Eventually.Holds(() => Counts(host, function) == (1, 1, 0));
        Assert.Equal("1", await host.Answer(function, "answer = count"));
        Assert.Equal("\"provisioned-concurrency\"", await host.Answer(function, InitType));
        Assert.Equal(2, host.Streams.Count);
    }

    [Fact]
    public async Task Environment_whose_credentials_are_about_to_end_is_replaced_by_one_with_others()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        var made = 0;
        await using var host = new TestHost(
            options => options with { Credentials = _ => new("a", "s", $"token {++made}", time.GetUtcNow().AddHours(1)) }, time);
        var function = host.Function();
        await Ready(host, function, 1);
        time.Advance(TimeSpan.FromMinutes(41));
        await Eventually.Holds(() => made == 2 && Counts(host, function) == (1, 1, 0));
        Assert.Equal("\"token 2\"", await host.Answer(function, "answer = os.environ['AWS_SESSION_TOKEN']"));
    }

    [Fact]
    public async Task Environment_stays_however_long_it_is_idle()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var host = new TestHost(time: time);
        var (kept, other) = (host.Function(), host.Function());
        await Ready(host, kept, 1);
        await host.Answer(other, "answer = 1");
        Assert.Equal(2, Directory.GetDirectories(host.Options.Folder).Length);
        await Eventually.Holds(() =>
        {
            time.Advance(TimeSpan.FromMinutes(1));
            return Directory.GetDirectories(host.Options.Folder).Length == 1;
        });
        Assert.True((await host.Run(kept, "answer = 1")).IsProvisioned);
    }

    [Fact]
    public async Task Initialization_that_fails_is_told_and_not_tried_again_until_it_is_asked_for()
    {
        await using var host = new TestHost();
        var function = host.Function(("init.py", "os._exit(7)"));
        host.Host.Provision(function, 2);
        await Eventually.Holds(() => host.Host.Provisioned(function.RevisionId)!.Failure is not null && host.Streams.Count == 2);
        Assert.Equal(
            new ProvisioningFailure(IsOfFunction: true, "Runtime.ExitError: Runtime exited with error: exit status 7"),
            host.Host.Provisioned(function.RevisionId)!.Failure);
        File.Delete(Path.Combine(((FunctionCode.Package)function.Code).Folder, "init.py"));
        await Ready(host, function, 2);
        Assert.Null(host.Host.Provisioned(function.RevisionId)!.Failure);
    }

    [Fact]
    public async Task Initialization_may_take_longer_than_one_on_demand_but_not_for_ever()
    {
        await using var host = new TestHost(options => options with
        {
            InitTimeout = TimeSpan.FromMilliseconds(1),
            ProvisionedInitTimeout = TimeSpan.FromMilliseconds(500),
        });
        var slow = host.Function(("init.py", "time.sleep(1)"));
        // The function's own timeout is longer.
        await Ready(host, slow with { TimeoutSeconds = 60 }, 1);
        var endless = host.Function(("init.py", "time.sleep(60)")) with { TimeoutSeconds = 1 };
        host.Host.Provision(endless, 1);
        await Eventually.Holds(() => host.Host.Provisioned(endless.RevisionId)!.Failure is not null);
        Assert.Equal("Sandbox.Timedout: Initialization timed out", host.Host.Provisioned(endless.RevisionId)!.Failure!.Message);
        await Eventually.Holds(() => host.Lines.Any(line => line.EndsWith("Phase: init\tStatus: timeout\n", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Replacement_that_cannot_start_is_tried_again_after_a_pause()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        await using var host = new TestHost(time: time);
        var function = host.Function();
        await Ready(host, function, 1);
        var broken = Path.Combine(((FunctionCode.Package)function.Code).Folder, "init.py");
        File.WriteAllText(broken, "os._exit(7)");
        await host.Run(function, "os._exit(3)");
        await Eventually.Holds(() => host.Host.Provisioned(function.RevisionId)!.Failure is not null);
        File.Delete(broken);
        await Eventually.Holds(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return Counts(host, function) == (1, 1, 0);
        });
        Assert.Null(host.Host.Provisioned(function.RevisionId)!.Failure);
    }

    [Fact]
    public async Task Those_that_are_wanted_no_more_end_when_they_are_free()
    {
        await using var host = new TestHost();
        var function = host.Function();
        await Ready(host, function, 3);
        host.Host.Provision(function, 1);
        await Eventually.Holds(() => Directory.GetDirectories(host.Options.Folder).Length == 1);
        var running = host.Answer(function, "print('begun'); time.sleep(0.5); answer = 'done'");
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        host.Host.Provision(function, 0);
        Assert.Null(host.Host.Provisioned(function.RevisionId));
        Assert.Equal("\"done\"", await running);
        await Eventually.Holds(() => Directory.GetDirectories(host.Options.Folder).Length == 0);
    }

    [Fact]
    public async Task Those_of_a_retired_revision_end()
    {
        await using var host = new TestHost();
        var function = host.Function();
        await Ready(host, function, 2);
        host.Host.Retire(function.RevisionId);
        Assert.Null(host.Host.Provisioned(function.RevisionId));
        await Eventually.Holds(() => Directory.GetDirectories(host.Options.Folder).Length == 0);
    }

    [Fact]
    public async Task Dispose_while_they_are_made_leaves_nothing()
    {
        var host = new TestHost();
        host.Host.Provision(host.Function(("init.py", "print('begun'); time.sleep(60)")), 20);
        await Eventually.Holds(() => host.Lines.Contains("begun\n"));
        await host.Host.DisposeAsync();
        Assert.Equal(0, Means.ProcessesOf(host.Options.FirstUserId, host.Folder));
        Assert.Empty(Directory.EnumerateFileSystemEntries(host.Options.Folder));
        await host.DisposeAsync();
    }

    [Fact]
    public async Task Functions_without_environments_have_all_of_it_at_once()
    {
        await using var host = new TestHost();
        var handler = new Gate();
        var function = new FunctionSpec("arn:aws:lambda:eu-central-1:123456789012:function:h", "1", "h-1", new FunctionCode.InProcess(handler));
        host.Host.Provision(function, 1);
        Assert.Equal((1, 1, 0), Counts(host, function));
        var first = host.Invoke(function, host.Event("1"));
        var second = host.Invoke(function, host.Event("2"));
        await Eventually.Holds(() => Counts(host, function) == (1, 1, 1));
        handler.Open.SetResult();
        Assert.Equal((true, false), ((await first).IsProvisioned, (await second).IsProvisioned));
        host.Host.Provision(function, 0);
        Assert.Null(host.Host.Provisioned("h-1"));
        Assert.False((await host.Invoke(function, host.Event("3"))).IsProvisioned);
    }

    private static async Task Ready(TestHost host, FunctionSpec function, int count)
    {
        host.Host.Provision(function, count);
        await Eventually.Holds(() => Counts(host, function) == (count, count, 0));
    }

    private static (int Requested, int Ready, int Busy) Counts(TestHost host, FunctionSpec function) =>
        host.Host.Provisioned(function.RevisionId) is { } state ? (state.Requested, state.Ready, state.Busy) : default;

    private sealed class Gate : IFunctionHandler
    {
        public TaskCompletionSource Open { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async ValueTask<ReadOnlyMemory<byte>> Handle(HandlerCall call, CancellationToken timedOut)
        {
            await Open.Task;
            return call.Invocation.Payload;
        }
    }
}
