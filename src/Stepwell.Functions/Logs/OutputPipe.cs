using Stepwell.Functions.Processes;

namespace Stepwell.Functions.Logs;

/// <summary>What the processes of an environment write. Thread-safe.</summary>
/// <param name="descriptor">Does not block, and stays open until <see cref="Close"/>.</param>
internal sealed class OutputPipe(int descriptor, EnvironmentLog log)
{
    /// <summary>Once what a pipe holds, so that whoever writes faster than it is read does not keep the reader.</summary>
    private const int MostAtOnce = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private bool _isClosed;

    public int Descriptor => descriptor;

    /// <summary>Hands what is there to the log. False: nothing will ever come any more.</summary>
    public bool Drain()
    {
        lock (_gate)
        {
            for (var total = 0; total < MostAtOnce && !_isClosed;)
            {
                var count = Native.ReadAvailable(descriptor, _buffer);
                if (count < 0) return true;
                if (count == 0) return false;
                log.Append(_buffer.AsSpan(0, count));
                total += count;
            }

            return !_isClosed;
        }
    }

    /// <summary>From now on the descriptor is not touched.</summary>
    public void Close()
    {
        lock (_gate) _isClosed = true;
    }
}
