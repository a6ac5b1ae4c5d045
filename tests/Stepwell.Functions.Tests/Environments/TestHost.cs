using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Tests.Environments;

/// <summary>A function host, and a package whose bootstrap does what its events say.</summary>
internal sealed class TestHost : IAsyncDisposable, IFunctionLogs
{
    /// <summary>
    /// Speaks the Runtime API itself. The package's <c>init.py</c> runs first; then each event's <c>py</c>, which may set <c>answer</c>. What
    /// stands in <c>connection</c> is the connection to the API.
    /// </summary>
    private const string Bootstrap = """
        #!/usr/bin/env python3
        import http.client, json, os, sys, time
        sys.stdout.reconfigure(line_buffering=True)
        connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
        def call(method, path, body=None, headers={}):
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            return reply, reply.read()
        INIT = os.path.join(os.environ["LAMBDA_TASK_ROOT"], "init.py")
        if os.path.exists(INIT): exec(open(INIT).read())
        count = 0
        while True:
            reply, body = call("GET", "/2018-06-01/runtime/invocation/next")
            count += 1
            event = json.loads(body)
            request = reply.getheader("Lambda-Runtime-Aws-Request-Id")
            scope = dict(globals(), answer=event)
            if isinstance(event, dict) and "py" in event: exec(event["py"], scope)
            answer = scope["answer"]
            if answer is None: continue
            answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
            call("POST", "/2018-06-01/runtime/invocation/" + request + "/response", answer)
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stepwell-functions-");
    private readonly ConcurrentQueue<(string Stream, FunctionLogLine Line)> _lines = new();
    private static int _hosts;
    private int _requests;
    private int _ids;

    public TestHost(Func<FunctionHostOptions, FunctionHostOptions>? change = null, TimeProvider? time = null, RuntimeCatalog? runtimes = null)
    {
        // What the sandbox hides it must be able to reach: environments lie in a folder that everybody may pass.
        MakeExecutable(_folder.FullName);
        var options = new FunctionHostOptions(Path.Combine(_folder.FullName, "environments"), () => new Uri("http://127.0.0.1:4599"))
        {
            FirstUserId = 900_000 + (100 * Interlocked.Increment(ref _hosts)),
        };
        Options = change?.Invoke(options) ?? options;
        Host = new FunctionHost(
            Options, runtimes ?? new RuntimeCatalog(), this, time ?? TimeProvider.System,
            () => new Guid(Interlocked.Increment(ref _ids), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10), NullLoggerFactory.Instance);
    }

    public FunctionHost Host { get; }

    public FunctionHostOptions Options { get; }

    public string Folder => _folder.FullName;

    public IReadOnlyList<string> Lines => [.. _lines.Select(entry => entry.Line.Message)];

    public IReadOnlyList<string> Streams => [.. _lines.Select(entry => entry.Stream).Distinct()];

    /// <summary>A function of a package with these files beside the bootstrap.</summary>
    public FunctionSpec Function(params (string Name, string Text)[] files) => Function("f" + Interlocked.Increment(ref _ids), files);

    public FunctionSpec Function(string name, params (string Name, string Text)[] files)
    {
        var package = Path.Combine(Folder, name);
        Directory.CreateDirectory(package);
        Add(package, "bootstrap", Bootstrap);
        foreach (var (file, text) in files) Add(package, file, text);
        return new FunctionSpec(
            "arn:aws:lambda:eu-central-1:123456789012:function:" + name, "$LATEST", name + "-1", new FunctionCode.Package(package))
        {
            Runtime = "provided.al2023",
            Handler = "some.handler",
            LogGroup = "/aws/lambda/" + name,
            TimeoutSeconds = 60,
        };
    }

    public static void Add(string folder, string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        if (text.StartsWith("#!", StringComparison.Ordinal)) MakeExecutable(path);
    }

    public static void MakeExecutable(string path)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
    }

    public Invocation Event(string json) =>
        new($"00000000-0000-0000-0000-{Interlocked.Increment(ref _requests):d12}", "arn:aws:lambda:eu-central-1:123456789012:function:f:live",
            Encoding.UTF8.GetBytes(json));

    /// <summary>An event that has Python run in the function.</summary>
    public Invocation Python(string code) => Event(new JsonObject { ["py"] = code }.ToJsonString());

    public async Task<InvocationOutcome> Invoke(FunctionSpec spec, Invocation invocation) =>
        await Host.Invoke(spec, invocation, TestContext.Current.CancellationToken);

    public Task<InvocationOutcome> Run(FunctionSpec spec, string python) => Invoke(spec, Python(python));

    /// <summary>The JSON that the function answers with.</summary>
    public async Task<string> Answer(FunctionSpec spec, string python)
    {
        var outcome = await Run(spec, python);
        Assert.True(outcome.Error is null, Text(outcome) + string.Concat(Lines));
        return Text(outcome);
    }

    public static string Text(InvocationOutcome outcome) => Encoding.UTF8.GetString(outcome.Payload.Span);

    public static (string? Type, string? Message) Error(InvocationOutcome outcome)
    {
        Assert.NotNull(outcome.Error);
        var json = JsonNode.Parse(outcome.Payload.Span)!;
        return ((string?)json["errorType"], (string?)json["errorMessage"]);
    }

    void IFunctionLogs.Write(FunctionSpec function, string logStream, IReadOnlyList<FunctionLogLine> lines)
    {
        foreach (var line in lines) _lines.Enqueue((logStream, line));
    }

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
