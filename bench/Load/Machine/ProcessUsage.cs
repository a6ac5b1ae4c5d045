using System.Globalization;

namespace Stepwell.Bench.Load.Machine;

/// <summary>What processes and the whole machine have used so far, as Linux counts it under /proc.</summary>
/// <param name="CpuSeconds">User and system time of the processes.</param>
/// <param name="BytesWritten">What the processes caused to be sent to storage.</param>
/// <param name="ResidentBytes">Memory in use now, of the first process alone.</param>
/// <param name="PeakResidentBytes">The most that it ever was.</param>
/// <param name="MachineCpuSeconds">Busy time of all cores together, whoever used them.</param>
/// <param name="DeviceBytesWritten">What the device under the data folder has been told to write.</param>
internal sealed record ProcessUsage(
    double CpuSeconds, long BytesWritten, long ResidentBytes, long PeakResidentBytes, double MachineCpuSeconds, long DeviceBytesWritten)
{
    private const double TicksPerSecond = 100;
    private const int SectorBytes = 512;

    public static ProcessUsage Read(IReadOnlyList<int> processIds, BlockDevice device)
    {
        var machine = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ProcessUsage(
            processIds.Sum(CpuSecondsOf),
            processIds.Sum(id => Value($"/proc/{id}/io", "write_bytes:")),
            Value($"/proc/{processIds[0]}/status", "VmRSS:") * 1024,
            Value($"/proc/{processIds[0]}/status", "VmHWM:") * 1024,
            machine.Skip(1).Take(8).Where((_, column) => column is not (3 or 4)).Sum(Number) / TicksPerSecond,
            device.SectorsWritten() * SectorBytes);
    }

    /// <summary>A process and those that it has started and that still run.</summary>
    public static IEnumerable<int> Family(int processId) => File.ReadAllText($"/proc/{processId}/task/{processId}/children")
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(child => (int)Number(child))
        .Prepend(processId);

    /// <summary>Of a process that has ended in between: nothing.</summary>
    private static double CpuSecondsOf(int processId)
    {
        if (Text($"/proc/{processId}/stat") is not { } statistics)
            return 0;
        var fields = statistics[(statistics.LastIndexOf(')') + 2)..].Split(' ');
        return (Number(fields[11]) + Number(fields[12])) / TicksPerSecond;
    }

    private static long Value(string file, string key) => Text(file) is { } text
        ? Number(text.Split('\n')
            .First(line => line.StartsWith(key, StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1])
        : 0;

    private static string? Text(string file) => File.Exists(file) ? File.ReadAllText(file) : null;

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
