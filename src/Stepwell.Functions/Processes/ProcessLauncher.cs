using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Stepwell.Functions.Processes;

/// <summary>
/// Starts processes from one thread that lives as long as this does: what dies with its parent dies with the thread that started it.
/// prctl(2), PR_SET_PDEATHSIG.
/// </summary>
internal sealed class ProcessLauncher : IDisposable
{
    private readonly BlockingCollection<(ProcessStartInfo Start, TaskCompletionSource<SandboxProcess> Started)> _orders = [];
    private readonly Thread _thread;

    public ProcessLauncher()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "functions: processes" };
        _thread.Start();
    }

    /// <param name="command">The program and its arguments. It gets nothing of this process's environment but where programs are.</param>
    /// <exception cref="IOException">No process could be made.</exception>
    public Task<SandboxProcess> Start(IReadOnlyList<string> command, ControlGroup group)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };
        foreach (var argument in command.Skip(1)) start.ArgumentList.Add(argument);
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        var started = new TaskCompletionSource<SandboxProcess>(group, TaskCreationOptions.RunContinuationsAsynchronously);
        _orders.Add((start, started));
        return started.Task;
    }

    public void Dispose()
    {
        _orders.CompleteAdding();
        _thread.Join();
        _orders.Dispose();
    }

    private void Run()
    {
        foreach (var (start, started) in _orders.GetConsumingEnumerable())
        {
            var process = new Process { StartInfo = start, EnableRaisingEvents = true };
            try
            {
                process.Start();
                started.SetResult(new SandboxProcess(process, (ControlGroup)started.Task.AsyncState!));
            }
            catch (Exception failure) when (failure is Win32Exception or IOException)
            {
                process.Dispose();
                started.SetException(new IOException($"The process of a function could not be started: {failure.Message}", failure));
            }
        }
    }
}
