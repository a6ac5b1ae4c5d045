using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Stepwell.Functions.Runtimes;

namespace Stepwell.Functions.Tests.Runtimes;

/// <summary>A function in its own process, run by the bootstrap of its runtime against a twin of the Runtime API.</summary>
internal sealed class RunningFunction : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly RuntimeCatalog Catalog = new();
    private readonly RuntimeApiTwin _api;
    private readonly Process _process;
    private readonly DirectoryInfo? _folder;
    private readonly ConcurrentQueue<string> _output = new();
    private int _events;

    private RunningFunction(RuntimeApiTwin api, Process process, DirectoryInfo? folder)
    {
        _api = api;
        _process = process;
        _folder = folder;
    }

    /// <param name="files">Relative paths and what the files hold.</param>
    public static Task<RunningFunction> Start(string runtime, string handler, params (string Path, string Text)[] files) =>
        Start(runtime, handler, new Dictionary<string, string>(), files);

    public static async Task<RunningFunction> Start(
        string runtime, string handler, Dictionary<string, string> environment, params (string Path, string Text)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("stepwell-function");
        foreach (var (path, text) in files)
        {
            var file = Path.Combine(folder.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, text);
        }
        return await StartIn(folder.FullName, runtime, handler, environment, folder);
    }

    /// <param name="owned">Deleted at the end.</param>
    public static async Task<RunningFunction> StartIn(
        string folder, string runtime, string handler, Dictionary<string, string> environment, DirectoryInfo? owned = null)
    {
        var finding = Catalog.Find(runtime);
        Assert.SkipUnless(finding is RuntimeFinding.Available, (finding as RuntimeFinding.Unavailable)?.Why ?? string.Empty);
        var launch = ((RuntimeFinding.Available)finding).Launch;
        var api = await RuntimeApiTwin.Start();
        var start = new ProcessStartInfo(launch.FileName, launch.Arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in launch.Environment.Concat(Variables(folder, handler, api.Authority)).Concat(environment))
            start.Environment[name] = value;
        var function = new RunningFunction(api, new Process { StartInfo = start }, owned);
        function._process.OutputDataReceived += function.Keep;
        function._process.ErrorDataReceived += function.Keep;
        function._process.Start();
        function._process.BeginOutputReadLine();
        function._process.BeginErrorReadLine();
        return function;
    }

    private static Dictionary<string, string> Variables(string folder, string handler, string authority) => new()
    {
        ["_HANDLER"] = handler,
        ["LAMBDA_TASK_ROOT"] = folder,
        ["AWS_LAMBDA_RUNTIME_API"] = authority,
        ["AWS_LAMBDA_FUNCTION_NAME"] = "tested",
        ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
        ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "256",
        ["AWS_LAMBDA_LOG_GROUP_NAME"] = "/aws/lambda/tested",
        ["AWS_LAMBDA_LOG_STREAM_NAME"] = "2026/01/02/[$LATEST]0123",
        ["PATH"] = "/usr/local/bin:/usr/bin:/bin",
        ["TZ"] = ":UTC",
    };

    /// <summary>The request id of the nth event is <c>request-n</c>.</summary>
    public Task<TwinReport> Invoke(string payload) => Invoke(payload, given => given);

    public Task<TwinReport> Invoke(string payload, Func<TwinEvent, TwinEvent> change) =>
        Await(_api.Send(change(new TwinEvent($"request-{Interlocked.Increment(ref _events)}", payload))));

    /// <summary>The response to an event, as JSON.</summary>
    public async Task<JsonNode?> Answer(string payload)
    {
        var report = await Invoke(payload);
        Assert.True(report.Kind == "response", report.Body);
        return JsonNode.Parse(report.Body);
    }

    /// <summary>The error that an event ends with.</summary>
    public async Task<JsonNode> Error(string payload)
    {
        var report = await Invoke(payload);
        Assert.True(report.Kind == "error", report.Body);
        var error = JsonNode.Parse(report.Body)!;
        Assert.Equal((string?)error["errorType"], report.Headers["Lambda-Runtime-Function-Error-Type"]);
        return error;
    }

    public async Task<JsonNode> InitError() => JsonNode.Parse((await Await(_api.InitError)).Body)!;

    public async Task<int> ExitCode()
    {
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>All lines of the output, after the end of the process.</summary>
    public async Task<IReadOnlyList<string>> Log()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(); // Also for the end of its output.
        return [.. _output];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
        await _api.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    private async Task<TwinReport> Await(Task<TwinReport> report)
    {
        var ended = _process.WaitForExitAsync();
        if (await Task.WhenAny(report, ended).WaitAsync(Patience) == ended && !report.IsCompleted)
            Assert.Fail($"The function ended with {_process.ExitCode}:\n{string.Join('\n', _output)}");
        return await report;
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            _output.Enqueue(line.Data);
    }
}
