using System.Diagnostics;
using System.Globalization;

namespace Stepwell.Bench.Persist;

/// <summary>Callers in a closed loop: each awaits one append before the next.</summary>
internal sealed class Load(ICaller[] callers, TimeSpan duration)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    private readonly List<long>[] _latencies = [.. callers.Select(_ => new List<long>(1 << 14))];
    private long _lastEntity;
    private volatile bool _isMeasuring;
    private volatile bool _isStopped;

    /// <returns>One line of JSON.</returns>
    public async Task<string> Run(string mode)
    {
        var running = callers.Select((caller, i) => Task.Run(() => Loop(caller, i))).ToArray();
        await Task.Delay(WarmUp, TimeProvider.System);
        var before = Machine.Read();
        var clock = Stopwatch.StartNew();
        _isMeasuring = true;
        await Task.Delay(duration, TimeProvider.System);
        _isMeasuring = false;
        var seconds = clock.Elapsed.TotalSeconds;
        var used = Machine.Read().Since(before);
        _isStopped = true;
        await Task.WhenAll(running);

        var latencies = _latencies.SelectMany(list => list).Order().ToArray();
        double Microseconds(double quantile) => latencies[(int)(quantile * (latencies.Length - 1))] * 1e6 / Stopwatch.Frequency;
        var count = (double)latencies.Length;
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"mode":"{{mode}}","callers":{{callers.Length}},"appendsPerSecond":{{count / seconds:F0}}""" +
            $$""","p50us":{{Microseconds(0.5):F0}},"p99us":{{Microseconds(0.99):F0}}""" +
            $$""","cpuUsPerAppend":{{used.Own.TotalMicroseconds / count:F2}},"foreignCores":{{(used.Busy - used.Own).TotalSeconds / seconds:F2}}""" +
            $$""","writtenBytesPerAppend":{{used.BytesWritten / count:F0}},"allocatedBytesPerAppend":{{used.Allocated / count:F0}}}""");
    }

    private async Task Loop(ICaller caller, int number)
    {
        var noise = new Noise((ulong)number);
        var data = Shape.Payload(Shape.EventBytes);
        var snapshot = Shape.Payload(Shape.SnapshotBytes);
        while (!_isStopped)
        {
            var entity = Interlocked.Increment(ref _lastEntity);
            for (var sequence = 1; sequence <= Shape.EventsPerEntity && !_isStopped; sequence++)
            {
                noise.Fill(data.AsSpan(Shape.EventBytes / 2));
                noise.Fill(snapshot.AsSpan(Shape.SnapshotBytes / 2));
                var start = Stopwatch.GetTimestamp();
                await caller.Append(entity, sequence, data, snapshot);
                if (_isMeasuring)
                    _latencies[number].Add(Stopwatch.GetTimestamp() - start);
            }
        }
    }
}
