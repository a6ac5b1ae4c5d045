using System.Diagnostics;

namespace Stepwell.Bench.Load.Machine;

/// <summary>Reads what processes use between two moments.</summary>
internal sealed class Meter
{
    private readonly IReadOnlyList<int> _processes;
    private readonly BlockDevice _device;
    private readonly ProcessUsage _before;
    private readonly TimeSpan _own = Environment.CpuUsage.TotalTime;
    private readonly long _started = Stopwatch.GetTimestamp();

    private Meter(IReadOnlyList<int> processes, BlockDevice device)
    {
        _processes = processes;
        _device = device;
        _before = ProcessUsage.Read(processes, device);
    }

    /// <param name="processes">The server is the first.</param>
    public static Meter Start(IReadOnlyList<int> processes, BlockDevice device) => new(processes, device);

    /// <summary>Memory of the server at the first moment.</summary>
    public long ResidentBytes => _before.ResidentBytes;

    public Consumption Stop()
    {
        var after = ProcessUsage.Read(_processes, _device);
        var seconds = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var own = (Environment.CpuUsage.TotalTime - _own).TotalSeconds;
        var cpu = after.CpuSeconds - _before.CpuSeconds;
        return new Consumption(
            seconds,
            cpu,
            own,
            (after.MachineCpuSeconds - _before.MachineCpuSeconds - cpu - own) / seconds,
            after.BytesWritten - _before.BytesWritten,
            after.DeviceBytesWritten - _before.DeviceBytesWritten,
            after.ResidentBytes,
            after.PeakResidentBytes);
    }
}

/// <param name="CpuSeconds">Of the processes that are measured.</param>
/// <param name="GeneratorCpuSeconds">Of this process.</param>
/// <param name="ForeignCores">What others used of the machine meanwhile; above 0.15 the figures should not be quoted.</param>
internal sealed record Consumption(
    double Seconds, double CpuSeconds, double GeneratorCpuSeconds, double ForeignCores, long BytesWritten, long DeviceBytesWritten,
    long ResidentBytes, long PeakResidentBytes);
