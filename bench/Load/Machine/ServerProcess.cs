using System.Diagnostics;
using System.Globalization;
using System.Net;
using Stepwell.Testing;

namespace Stepwell.Bench.Load.Machine;

/// <summary>A server under load, on a port of its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private const string ReadyWord = " is ready on ";

    private readonly Process _process;

    private ServerProcess(Process process, IPEndPoint endpoint, TimeSpan startTime)
    {
        _process = process;
        Endpoint = endpoint;
        StartTime = startTime;
    }

    public IPEndPoint Endpoint { get; }

    public int Id => _process.Id;

    /// <summary>From the launch to the line that says that it is ready.</summary>
    public TimeSpan StartTime { get; }

    /// <summary>Starts a program with <c>--port</c> behind its arguments and waits for its ready line.</summary>
    public static ServerProcess Start(string program, params string[] arguments)
    {
        var endpoint = new IPEndPoint(IPAddress.Loopback, FreePort.Find());
        var port = endpoint.Port.ToString(CultureInfo.InvariantCulture);
        var started = Stopwatch.GetTimestamp();
        var process = Process.Start(new ProcessStartInfo(program, [.. arguments, "--port", port]) { RedirectStandardOutput = true })!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (!line.Contains(ReadyWord, StringComparison.Ordinal))
                continue;
            var startTime = Stopwatch.GetElapsedTime(started);
            // A pipe that nobody reads would stop the server once it is full.
            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
            return new ServerProcess(process, endpoint, startTime);
        }
        throw new InvalidOperationException($"{program} ended before it was ready.");
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
