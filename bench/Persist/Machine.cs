using System.Diagnostics;
using System.Globalization;

namespace Stepwell.Bench.Persist;

/// <summary>Counters of the process and the machine at one moment, to be subtracted.</summary>
internal readonly record struct Machine(TimeSpan Own, TimeSpan Busy, long BytesWritten, long Allocated)
{
    private const double TicksPerSecond = 100;

    public static Machine Read()
    {
        using var process = Process.GetCurrentProcess();
        return new Machine(process.TotalProcessorTime, ReadBusy(), ReadBytesWritten(), GC.GetTotalAllocatedBytes());
    }

    public Machine Since(Machine earlier) =>
        new(Own - earlier.Own, Busy - earlier.Busy, BytesWritten - earlier.BytesWritten, Allocated - earlier.Allocated);

    /// <summary>All but idle and waiting for input and output, over all cores.</summary>
    private static TimeSpan ReadBusy()
    {
        var fields = Fields("/proc/stat");
        var busy = fields.Skip(1).Take(8).Where((_, i) => i is not 3 and not 4)
            .Sum(field => double.Parse(field, CultureInfo.InvariantCulture));
        return TimeSpan.FromSeconds(busy / TicksPerSecond);
    }

    /// <summary>What all block devices were asked to write.</summary>
    private static long ReadBytesWritten() => Directory.EnumerateDirectories("/sys/block")
        .Sum(device => long.Parse(Fields(Path.Combine(device, "stat"))[6], CultureInfo.InvariantCulture) * 512);

    private static string[] Fields(string path) =>
        File.ReadLines(path).First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
