using Stepwell.Functions.Processes;

namespace Stepwell.Functions.Logs;

/// <summary>
/// Reads what all environments write, in one thread: pipes of processes block, and a thread for each would be too many. Nobody waits for it:
/// at the end of an invocation its log is drained where that is noticed.
/// </summary>
internal sealed class LogPump : IDisposable
{
    private const int RoundMilliseconds = 20;

    private readonly Lock _gate = new();
    private readonly List<OutputPipe> _pipes = [];
    private readonly AutoResetEvent _changed = new(false);
    private readonly Thread _thread;
    private volatile bool _isEnding;

    public LogPump()
    {
        _thread = new Thread(Run) { IsBackground = true, Name = "functions: logs" };
        _thread.Start();
    }

    public void Add(OutputPipe pipe)
    {
        lock (_gate) _pipes.Add(pipe);
        _changed.Set();
    }

    public void Remove(OutputPipe pipe)
    {
        lock (_gate) _pipes.Remove(pipe);
    }

    public void Dispose()
    {
        _isEnding = true;
        _changed.Set();
        _thread.Join();
        _changed.Dispose();
    }

    private void Run()
    {
        PollDescriptor[] descriptors = [];
        OutputPipe[] pipes = [];
        while (!_isEnding)
        {
            lock (_gate) pipes = [.. _pipes];
            if (pipes.Length == 0)
            {
                _changed.WaitOne();
                continue;
            }

            descriptors = [.. pipes.Select(pipe => new PollDescriptor(pipe.Descriptor))];
            Native.WaitForInput(descriptors, RoundMilliseconds * 10);
            var isAnyReady = false;
            for (var i = 0; i < pipes.Length; i++)
            {
                if (!descriptors[i].IsReady) continue;
                isAnyReady = true;
                // At its end a pipe is always ready.
                if (!pipes[i].Drain()) Remove(pipes[i]);
            }

            // Lines in a row come in one read, and an endless output leaves some time to others.
            if (isAnyReady) _changed.WaitOne(RoundMilliseconds);
        }
    }
}
