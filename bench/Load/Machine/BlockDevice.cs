using System.Globalization;

namespace Stepwell.Bench.Load.Machine;

/// <summary>The device on which a folder lies.</summary>
internal sealed record BlockDevice(string Name)
{
    public static BlockDevice Of(string folder)
    {
        var full = Path.GetFullPath(folder);
        var mount = File.ReadLines("/proc/mounts")
            .Select(line => line.Split(' '))
            .Where(fields => fields[0].StartsWith("/dev/", StringComparison.Ordinal) && IsUnder(full, fields[1]))
            .MaxBy(fields => fields[1].Length);
        return new BlockDevice(mount is null ? "" : Path.GetFileName(mount[0]));
    }

    /// <summary>Zero where the device does not count.</summary>
    public long SectorsWritten() =>
        File.ReadLines("/proc/diskstats")
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields[2] == Name)
            .Select(fields => long.Parse(fields[9], CultureInfo.InvariantCulture))
            .FirstOrDefault();

    private static bool IsUnder(string folder, string mount) =>
        mount == "/" || folder == mount || folder.StartsWith(mount + "/", StringComparison.Ordinal);
}
