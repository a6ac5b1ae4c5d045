using System.Diagnostics;
using System.Globalization;
using System.Text;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>
/// A real server process on a port and a data folder of its own. Runs the binary that STEPWELL_BINARY names, else the one that was
/// built with these tests.
/// </summary>
internal sealed class StepwellServer : IAsyncDisposable
{
    private const string ReadyText = "Stepwell is ready on ";
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _output;

    private StepwellServer(Process process, StringBuilder output, Uri endpoint, string readyLine, TimeSpan startTime)
    {
        _process = process;
        _output = output;
        Endpoint = endpoint;
        ReadyLine = readyLine;
        StartTime = startTime;
    }

    public Uri Endpoint { get; }

    public string ReadyLine { get; }

    /// <summary>From the launch of the process to its ready line.</summary>
    public TimeSpan StartTime { get; }

    public bool IsRunning => !_process.HasExited;

    public int ProcessId => _process.Id;

    /// <summary>All that the process has written so far, both streams.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts a server and returns when it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or said nothing in time; the message holds what it wrote.</exception>
    public static Task<StepwellServer> StartAsync(string dataFolder, params string[] options) =>
        StartAsync(FreePort.Find(), [.. StoreOptions(dataFolder), .. options]);

    /// <summary>Starts a server on the store that these options name.</summary>
    public static Task<StepwellServer> StartOnAsync(string[] storeOptions) => StartAsync(FreePort.Find(), storeOptions);

    /// <summary>Launches a server on the store that these options name, and ends it at that instant, ready or not.</summary>
    public static async Task KillWhileStartingAsync(string[] storeOptions, TimeSpan instant)
    {
        using var process = Launch(["up", "--port", PortText(FreePort.Find()), .. storeOptions]);
        await Task.Delay(instant, TimeProvider.System, CancellationToken.None);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Starts a server where an earlier one was, for clients that do not know that it was away.</summary>
    public static Task<StepwellServer> StartAgainAsync(string dataFolder, Uri endpoint) => StartAsync(endpoint.Port, StoreOptions(dataFolder));

    /// <summary>What tells a command where the data of a folder is.</summary>
    public static string[] StoreOptions(string dataFolder) =>
        StoreEngine.IsPostgres ? ["--store", StoreEngine.AddressFor(dataFolder), "--data", dataFolder] : ["--data", dataFolder];

    /// <summary>Runs the command line to its end.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(params string[] arguments) => RunWithInputAsync("", arguments);

    /// <summary>Runs the command line to its end, with that text as its standard input.</summary>
    public static async Task<(int ExitCode, string Output)> RunWithInputAsync(string input, params string[] arguments)
    {
        using var process = Launch(arguments, withInput: true);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync().WaitAsync(LongestStart);
        return (process.ExitCode, await output + await errors);
    }

    public StepFunctionsClient Client(AccessKey? key = null) => new(Endpoint, key);

    /// <summary>Ends the process at once, as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end and returns its exit code.</summary>
    public async Task<int> StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(LongestStop);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
            await KillAsync();
        _process.Dispose();
    }

    private static async Task<StepwellServer> StartAsync(int port, string[] options)
    {
        var started = Stopwatch.GetTimestamp();
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var output = new StringBuilder();
        var process = Launch(["up", "--port", PortText(port), .. options]);
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            var line = await ready.Task.WaitAsync(LongestStart);
            return new StepwellServer(process, output, new Uri($"http://127.0.0.1:{port}"), line, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception problem) when (problem is TimeoutException or InvalidOperationException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            throw new InvalidOperationException($"The server did not become ready. It wrote:\n{output}", problem);
        }

        void Take(string? line)
        {
            if (line is null)
                return;
            lock (output)
                output.AppendLine(line);
            if (line.StartsWith(ReadyText, StringComparison.Ordinal))
                ready.TrySetResult(line);
        }
    }

    private static Process Launch(IEnumerable<string> arguments, bool withInput = false)
    {
        var binary = Environment.GetEnvironmentVariable("STEPWELL_BINARY") ?? Repository.BuiltServer;
        var managed = binary.EndsWith(".dll", StringComparison.Ordinal);
        var start = new ProcessStartInfo(managed ? "dotnet" : binary, managed ? [binary, .. arguments] : arguments)
        {
            RedirectStandardInput = withInput,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException($"{binary} did not start.");
    }

    private static string PortText(int port) => port.ToString(CultureInfo.InvariantCulture);
}
