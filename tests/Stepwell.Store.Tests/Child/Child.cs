using System.Diagnostics;

namespace Stepwell.Store.Tests.Child;

/// <summary>A second process that runs a scenario of <see cref="ChildProcess"/>.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    public Child(string scenario, string directory)
    {
        // The tests run under their own host executable or under dotnet; either way the library is this one.
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList = { "exec", typeof(Child).Assembly.Location, "child", scenario, directory },
        };
        _process = Process.Start(start)!;
    }

    public StreamReader Output => _process.StandardOutput;

    /// <summary>SIGKILL: the process gets no chance to do anything.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
