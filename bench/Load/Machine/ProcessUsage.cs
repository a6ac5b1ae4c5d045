using System.Globalization;

namespace Stepwell.Bench.Load.Machine;

/// <summary>What a process and the whole machine have used so far, as Linux counts it under /proc.</summary>
/// <param name="CpuSeconds">User and system time of the process.</param>
/// <param name="BytesWritten">What the process caused to be sent to storage.</param>
/// <param name="ResidentBytes">Memory in use now.</param>
/// <param name="PeakResidentBytes">The most that it ever was.</param>
/// <param name="MachineCpuSeconds">Busy time of all cores together, whoever used them.</param>
/// <param name="DeviceBytesWritten">What the device under the data folder has been told to write.</param>
internal sealed record ProcessUsage(
    double CpuSeconds, long BytesWritten, long ResidentBytes, long PeakResidentBytes, double MachineCpuSeconds, long DeviceBytesWritten)
{
    private const double TicksPerSecond = 100;
    private const int SectorBytes = 512;

    public static ProcessUsage Read(int processId, BlockDevice device)
    {
        var statistics = File.ReadAllText($"/proc/{processId}/stat");
        var fields = statistics[(statistics.LastIndexOf(')') + 2)..].Split(' ');
        var machine = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ProcessUsage(
            (Number(fields[11]) + Number(fields[12])) / TicksPerSecond,
            Value($"/proc/{processId}/io", "write_bytes:"),
            Value($"/proc/{processId}/status", "VmRSS:") * 1024,
            Value($"/proc/{processId}/status", "VmHWM:") * 1024,
            machine.Skip(1).Take(8).Where((_, column) => column is not (3 or 4)).Sum(Number) / TicksPerSecond,
            device.SectorsWritten() * SectorBytes);
    }

    private static long Value(string file, string key) =>
        Number(File.ReadLines(file)
            .First(line => line.StartsWith(key, StringComparison.Ordinal))
            .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1]);

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
