using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stepwell.Functions.Tests.Environments;

public sealed partial class LogTests
{
    [Fact]
    public async Task Invocation_stands_between_start_and_report()
    {
        await using var host = new TestHost();
        var function = host.Function();
        await host.Run(function, "print('one', flush=True); print('two', file=sys.stderr, flush=True)");
        await host.Run(function, "print('three', end='', flush=True)");
        // The report is written when the runtime comes back, which the second outcome need not wait for.
        await Eventually.Holds(() => host.Lines.Count == 9);
        Assert.Equal("START RequestId: 00000000-0000-0000-0000-000000000001 Version: $LATEST\n", host.Lines[0]);
        Assert.Equal("one\n", host.Lines[1]);
        Assert.Equal("two\n", host.Lines[2]);
        Assert.Equal("END RequestId: 00000000-0000-0000-0000-000000000001\n", host.Lines[3]);
        Assert.Matches(ColdReport(), host.Lines[4]);
        Assert.Equal("three\n", host.Lines[6]);
        Assert.Matches(WarmReport(), host.Lines[8]);
        Assert.Matches(Stream(), Assert.Single(host.Streams));
    }

    [Fact]
    public async Task Tail_of_the_log_is_there_when_asked_for()
    {
        await using var host = new TestHost();
        var function = host.Function();
        var outcome = await host.Invoke(function, host.Python("print('hello')") with { WantsLogTail = true });
        var tail = Encoding.UTF8.GetString(outcome.LogTail!.Value.Span);
        Assert.StartsWith("START RequestId: 00000000-0000-0000-0000-000000000001 Version: $LATEST\nhello\nEND RequestId: ", tail.Replace("\n\n", "\n", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("REPORT RequestId: ", tail, StringComparison.Ordinal);
        outcome = await host.Invoke(function, host.Python("print('x' * 10000)") with { WantsLogTail = true });
        Assert.Equal(4096, outcome.LogTail!.Value.Length);
        Assert.Null((await host.Run(function, "")).LogTail);
    }

    [Fact]
    public async Task Huge_line_is_cut_into_events()
    {
        await using var host = new TestHost();
        await host.Invoke(host.Function(), host.Python("print('x' * 1000000)") with { WantsLogTail = true });
        var output = host.Lines.Where(line => line.StartsWith('x')).ToList();
        Assert.All(output, line => Assert.InRange(line.Length, 1, (256 * 1024) + 1));
        Assert.Equal(1_000_000, output.Sum(line => line.Count(letter => letter == 'x')));
    }

    [Fact]
    public async Task Endless_output_ends_with_the_timeout()
    {
        await using var host = new TestHost();
        var outcome = await host.Run(host.Function() with { TimeoutSeconds = 1 }, "while True: os.write(1, b'x' * 65536)");
        Assert.Equal("Sandbox.Timedout", TestHost.Error(outcome).Type);
    }

    [Fact]
    public async Task Traced_invocation_names_its_trace()
    {
        await using var host = new TestHost();
        var invocation = host.Python("answer = reply.getheader('Lambda-Runtime-Trace-Id')") with
        {
            TraceHeader = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
            WantsLogTail = true,
        };
        Assert.Equal($"\"{invocation.TraceHeader}\"", TestHost.Text(await host.Invoke(host.Function(), invocation)));
        Assert.Contains(
            host.Lines,
            line => line.EndsWith("\nXRAY TraceId: 1-5bef4de7-ad49b0e87f6ef6c87fc2e700\tSegmentId: 9a9197af755a6419\tSampled: true\t\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_log_has_objects_around_each_invocation()
    {
        await using var host = new TestHost();
        var function = host.Function() with { LogsJson = true, LogLevel = "INFO", SystemLogLevel = "DEBUG" };
        await host.Invoke(function, host.Python("print('one'); answer = 7") with { WantsLogTail = true });
        Assert.Equal(
            ["platform.initStart", "platform.initReport", "platform.start", "one", "platform.runtimeDone", "platform.report"],
            host.Lines.Select(KindOf));
        var report = JsonNode.Parse(host.Lines[^1])!["record"]!;
        Assert.Equal(("00000000-0000-0000-0000-000000000001", "success"), ((string?)report["requestId"], (string?)report["status"]));
        var metrics = report["metrics"]!;
        Assert.Equal(
            (128, Math.Ceiling((double)metrics["durationMs"]! + (double)metrics["initDurationMs"]!)),
            ((int)metrics["memorySizeMB"]!, (double)metrics["billedDurationMs"]!));
        Assert.Equal(1, (int)JsonNode.Parse(host.Lines[^2])!["record"]!["metrics"]!["producedBytes"]!);
    }

    [Theory]
    [InlineData("DEBUG", "INFO", "platform.start debug info error text platform.report")]
    [InlineData("INFO", "INFO", "platform.start info error text platform.report")]
    [InlineData("ERROR", "WARN", "error text")]
    public async Task Json_log_has_what_its_levels_let_through(string application, string system, string expected)
    {
        await using var host = new TestHost();
        const string write = """
            for level in ("DEBUG", "INFO", "ERROR"):
                print(json.dumps({"timestamp": "2026-01-02T03:04:05.678Z", "level": level, "message": level.lower()}))
            print("text")
            """;
        var function = host.Function() with { LogsJson = true, LogLevel = application, SystemLogLevel = system };
        await host.Invoke(function, host.Python(write) with { WantsLogTail = true });
        Assert.Equal(expected, string.Join(' ', host.Lines.Select(KindOf)));
    }

    [Fact]
    public async Task Json_log_tells_of_a_timeout_in_its_report()
    {
        await using var host = new TestHost();
        var function = host.Function() with { LogsJson = true, SystemLogLevel = "WARN", TimeoutSeconds = 1 };
        await host.Run(function, "while True: pass");
        Assert.Equal(["platform.runtimeDone", "platform.report"], host.Lines.Select(KindOf));
        Assert.All(host.Lines, line => Assert.Equal("timeout", (string?)JsonNode.Parse(line)!["record"]!["status"]));
    }

    /// <summary>The type of an event, the message of an object, or the text.</summary>
    private static string KindOf(string line) => line.StartsWith('{')
        ? (string?)JsonNode.Parse(line)!["type"] ?? (string?)JsonNode.Parse(line)!["message"] ?? ""
        : line.TrimEnd('\n');

    [GeneratedRegex(@"^REPORT RequestId: \S+\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t(Max Memory Used: \d+ MB\t)?Init Duration: \d+\.\d\d ms\t\n$")]
    private static partial Regex ColdReport();

    [GeneratedRegex(@"^REPORT RequestId: \S+\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\t(Max Memory Used: \d+ MB\t)?\n$")]
    private static partial Regex WarmReport();

    [GeneratedRegex(@"^\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}$")]
    private static partial Regex Stream();
}
