using System.Diagnostics;
using System.IO.Pipes;

namespace Stepwell.Functions.Processes;

/// <summary>All processes of an environment, by the one that leads their group. Thread-safe.</summary>
internal sealed class SandboxProcess : IDisposable
{
    private readonly Process _process;
    private readonly ControlGroup _group;
    private readonly Stream _output;

    public SandboxProcess(Process process, ControlGroup group)
    {
        (_process, _group) = (process, group);
        Id = process.Id;
        _output = process.StandardOutput.BaseStream;
        Output = _output is PipeStream pipe
            ? pipe.SafePipeHandle.DangerousGetHandle().ToInt32()
            : throw new InvalidOperationException("The output of a process is no pipe.");
        Native.MakeNonBlocking(Output);
        Exited = WaitForExit();
    }

    public int Id { get; }

    /// <summary>The descriptor of what the processes write, open until this is disposed.</summary>
    public int Output { get; }

    /// <summary>What the leader ended with: a code, or 128 and the number of a signal.</summary>
    public Task<int> Exited { get; }

    public ControlGroup Group => _group;

    /// <summary>Stops all processes where they are.</summary>
    public void Freeze()
    {
        if (!_group.TryFreeze(true)) Native.SignalGroup(Id, Native.Stop);
    }

    public void Thaw()
    {
        if (!_group.TryFreeze(false)) Native.SignalGroup(Id, Native.Continue);
    }

    /// <summary>Asks all processes to end.</summary>
    public void Terminate() => Native.SignalGroup(Id, Native.Terminate);

    /// <summary>Ends all processes, whatever they do.</summary>
    public void Kill()
    {
        _group.TryKill();
        // Right after the start it does not lead a group yet.
        if (!Native.SignalGroup(Id, Native.Kill) && !_process.HasExited) _process.Kill();
    }

    public void Dispose()
    {
        // The end of its input tells a watcher that it is over.
        _process.Dispose();
        _output.Dispose();
    }

    private async Task<int> WaitForExit()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }
}
