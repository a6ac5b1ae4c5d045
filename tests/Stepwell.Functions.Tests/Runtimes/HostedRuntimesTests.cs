using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Functions.Runtimes;
using Stepwell.Functions.Tests.Environments;

namespace Stepwell.Functions.Tests.Runtimes;

/// <summary>Each runtime in real environments, with the isolation that this system offers.</summary>
public sealed class HostedRuntimesTests
{
    [Theory]
    [InlineData("nodejs22.x", "index.handler", "index.js", "exports.handler = async (event) => ({ seen: event });")]
    [InlineData("python3.12", "app.handler", "app.py", "def handler(event, context): return {'seen': event}")]
    public async Task Functions_answer_events_one_after_the_other(string runtime, string handler, string file, string text)
    {
        await using var host = new TestHost();
        var function = Function(host, runtime, handler, (file, text));
        for (var i = 0; i < 3; i++)
            Assert.Equal($$"""{"seen":{{i}}}""", (await Answer(host, function, $"{i}"))!.ToJsonString());
        Assert.Single(host.Streams);
        Assert.Matches(@"^INIT_START Runtime Version: (Node\.js|Python) \d+\.\d+\.\d+\n$", host.Lines[0]);
    }

    [Theory]
    [InlineData("nodejs22.x", "index.handler", "index.js", "exports.handler = async (event) => require('fs').readdirSync('/tmp').length;")]
    [InlineData("python3.12", "app.handler", "app.py", "import os\ndef handler(event, context): return len(os.listdir('/tmp'))")]
    public async Task Server_may_lie_where_functions_have_their_own_temporary_folder(string runtime, string handler, string file, string text)
    {
        using var installed = new TemporaryCopy(Path.Combine(AppContext.BaseDirectory, "bootstraps"));
        await using var host = new TestHost(runtimes: new RuntimeCatalog(SearchPath.OfThisProcess, installed.Folder));
        var function = Function(host, runtime, handler, (file, text));
        Assert.True((int)(await Answer(host, function, "1"))! > 0);
    }

    [Fact]
    public async Task Functions_of_dotnet_run_as_they_were_built()
    {
        await using var host = new TestHost();
        var function = DotNet(host, "Sample", "Sample::Sample.Functions::DoubleLater");
        Assert.Equal("""{"Item":"x","Count":4}""", (await Answer(host, function, """{"Item":"x","Count":2}"""))!.ToJsonString());
        Assert.Contains(host.Lines, line => line.EndsWith("\tinfo\tdoubles x\n", StringComparison.Ordinal));
        var program = DotNet(host, "SampleProgram", "SampleProgram") with { RevisionId = "another" };
        Assert.Equal("""{"program":1}""", (await Answer(host, program, "1"))!.ToJsonString());
    }

    [Theory]
    [InlineData("nodejs22.x", "index.handler", "index.js", "exports.handler = async () => {\n  throw new TypeError('boom');\n};", "TypeError", "trace", "(/var/task/index.js:2:9)")]
    [InlineData("python3.12", "app.handler", "app.py", "def handler(event, context):\n    raise TypeError('boom')\n", "TypeError", "stackTrace", "File \"/var/task/app.py\", line 2, in handler")]
    public async Task Errors_are_those_of_Lambda(string runtime, string handler, string file, string text, string type, string trace, string place)
    {
        await using var host = new TestHost();
        var function = Function(host, runtime, handler, (file, text));
        var outcome = await host.Invoke(function, host.Event("{}"));
        Assert.Equal(FunctionError.Unhandled, outcome.Error);
        Assert.Equal((type, "boom"), TestHost.Error(outcome));
        Assert.Contains(
            JsonNode.Parse(outcome.Payload.Span)![trace]!.AsArray(), line => ((string?)line)!.Contains(place, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nodejs22.x", "index.handler", "index.js", "import nothing from 'nowhere", "Runtime.UserCodeSyntaxError")]
    [InlineData("python3.12", "app.handler", "app.py", "import nowhere", "Runtime.ImportModuleError")]
    public async Task Function_that_cannot_be_loaded_says_so_to_whom_invokes_it(string runtime, string handler, string file, string text, string type)
    {
        await using var host = new TestHost();
        var function = Function(host, runtime, handler, (file, text));
        for (var i = 0; i < 2; i++)
            Assert.Equal(type, TestHost.Error(await host.Invoke(function, host.Event("{}"))).Type);
    }

    [Theory]
    [InlineData(Isolation.Namespaces)]
    [InlineData(Isolation.None)]
    public async Task Modules_of_layers_are_found(Isolation isolation)
    {
        await using var host = new TestHost(options => options with { Isolation = isolation });
        string[] layers = [Path.Combine(host.Folder, "first"), Path.Combine(host.Folder, "second")];
        foreach (var layer in layers)
        {
            var name = Path.GetFileName(layer);
            TestHost.Add(layer, "nodejs/node_modules/tool/index.js", $"exports.name = '{name}';");
            TestHost.Add(layer, $"nodejs/node_modules/{name}/index.js", $"exports.name = '{name}';");
            TestHost.Add(layer, "python/tool.py", $"NAME = '{name}'");
            TestHost.Add(layer, $"python/{name}.py", $"NAME = '{name}'");
        }
        const string CommonJs = "exports.handler = async () => ['tool', 'first', 'second'].map((name) => require(name).name);";
        const string Module = "import t from 'tool'; import f from 'first'; import s from 'second'; export const handler = async () => [t, f, s].map((m) => m.name);";
        const string Python = "import tool, first, second\ndef handler(event, context): return [tool.NAME, first.NAME, second.NAME]";
        foreach (var function in new[]
        {
            Function(host, "nodejs22.x", "index.handler", ("index.js", CommonJs)),
            Function(host, "nodejs22.x", "index.handler", ("index.mjs", Module)),
            Function(host, "python3.12", "app.handler", ("app.py", Python)),
        })
        {
            // What a later layer has hides what an earlier one has.
            Assert.Equal("""["second","first","second"]""", (await Answer(host, function with { LayerFolders = layers }, "{}"))!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("nodejs22.x", "index.handler", "index.js", "exports.handler = async () => { console.log('one\\ntwo'); };", "\tINFO\tone\ntwo\n")]
    [InlineData("python3.12", "app.handler", "app.py", "import logging\ndef handler(event, context): logging.warning('one\\ntwo')", "\tone\ntwo\n")]
    public async Task Message_of_several_lines_is_one_event_of_the_log(string runtime, string handler, string file, string text, string end)
    {
        await using var host = new TestHost();
        await host.Invoke(Function(host, runtime, handler, (file, text)), host.Event("{}"));
        Assert.Single(host.Lines, line => line.EndsWith(end, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Log_is_of_JSON_and_of_the_level_that_the_function_is_configured_for()
    {
        await using var host = new TestHost();
        var function = Function(
            host, "python3.12", "app.handler", ("app.py", "import logging\ndef handler(e, c):\n    logging.warning('no')\n    logging.error('yes')"));
        await host.Invoke(function with { LogsJson = true, LogLevel = "ERROR", SystemLogLevel = "WARN" }, host.Event("{}") with { WantsLogTail = true });
        var entry = JsonNode.Parse(Assert.Single(host.Lines, line => line.StartsWith('{')))!;
        Assert.Equal("yes", (string?)entry["message"]);
    }

    /// <summary>Interpreters that do not know how little there is would collect their garbage too late.</summary>
    [Fact]
    public async Task Garbage_is_collected_before_little_memory_is_full()
    {
        await using var host = new TestHost();
        const string Node = """
            exports.handler = async () => {
              let kept = [];
              for (let i = 0; i < 1500; i++) {
                kept.push(Array(20000).fill().map((_, n) => ({ n })));
                if (kept.length > 50) kept = [];
              }
              return 'done';
            };
            """;
        var node = Function(host, "nodejs22.x", "index.handler", ("index.js", Node)) with { MemoryMegabytes = 128 };
        Assert.Equal("done", (string?)await Answer(host, node, "{}"));
        var dotnet = DotNet(host, "Sample", "Sample::Sample.Functions::Garbage") with { MemoryMegabytes = 128 };
        Assert.Equal("done", (string?)await Answer(host, dotnet, "1000"));
    }

    [Fact]
    public async Task Streamed_response_arrives_in_parts_with_its_type()
    {
        await using var host = new TestHost();
        var function = Function(
            host,
            "nodejs22.x",
            "index.handler",
            ("index.js", """
                exports.handler = awslambda.streamifyResponse(async (event, stream) => {
                  stream.setContentType('text/plain');
                  stream.write('one,');
                  if (event) throw new RangeError('boom');
                  stream.end('two');
                });
                """));
        var parts = new Gathered();
        var outcome = await host.Invoke(function, host.Event("false") with { Stream = parts });
        Assert.Null(outcome.Error);
        Assert.Equal(("text/plain", "one,two"), (parts.ContentType, parts.Text));
        parts = new Gathered();
        outcome = await host.Invoke(function, host.Event("true") with { Stream = parts });
        Assert.Equal("one,", parts.Text);
        Assert.Equal(("RangeError", "boom"), TestHost.Error(outcome));
    }

    private static FunctionSpec Function(TestHost host, string runtime, string handler, params (string Name, string Text)[] files)
    {
        var finding = new RuntimeCatalog().Find(runtime);
        Assert.SkipWhen(finding is RuntimeFinding.Unavailable, (finding as RuntimeFinding.Unavailable)?.Why ?? string.Empty);
        return host.Function(files) with { Runtime = runtime, Handler = handler, MemoryMegabytes = 256 };
    }

    private static FunctionSpec DotNet(TestHost host, string project, string handler) =>
        host.Function() with
        {
            Runtime = "dotnet10",
            Handler = handler,
            Code = new FunctionCode.Package(DotNetTests.Built(project)),
            MemoryMegabytes = 256,
        };

    private static async Task<JsonNode?> Answer(TestHost host, FunctionSpec function, string payload)
    {
        var outcome = await host.Invoke(function, host.Event(payload));
        Assert.True(outcome.Error is null, TestHost.Text(outcome) + string.Concat(host.Lines));
        return JsonNode.Parse(outcome.Payload.Span);
    }

    private sealed class Gathered : IResponseStream
    {
        private readonly List<byte> _parts = [];

        public string? ContentType { get; private set; }

        public string Text => Encoding.UTF8.GetString([.. _parts]);

        public ValueTask Start(string? contentType, CancellationToken cancellation)
        {
            ContentType = contentType;
            return ValueTask.CompletedTask;
        }

        public ValueTask Write(ReadOnlyMemory<byte> part, CancellationToken cancellation)
        {
            _parts.AddRange(part.Span);
            return ValueTask.CompletedTask;
        }
    }
}
