using System.Globalization;

namespace Stepwell.Functions.Tests.Environments;

/// <summary>What this machine offers to tests, found by means of its own.</summary>
internal static class Means
{
    public static bool IsRoot { get; } = Environment.UserName == "root";

    public static bool LimitMemory { get; } = IsRoot && Writable("memory.limit_in_bytes", "memory", "");

    public static bool LimitProcesses => IsRoot;

    /// <summary>Null: namespaces can be made here, by whoever runs the tests.</summary>
    public static string? WhyNoNamespaces { get; } = ProbeNamespaces();

    /// <summary>The processes of a user, or those whose command names a folder where the server is not root.</summary>
    public static int ProcessesOf(int userId, string folder) => Directory.EnumerateDirectories("/proc")
        .Count(process => char.IsDigit(Path.GetFileName(process)[0]) && IsOf(process, userId, folder));

    /// <summary>Whether a user has processes and all of them are stopped, by signal or with their control group.</summary>
    public static bool AreFrozen(int userId)
    {
        var processes = Directory.EnumerateDirectories("/proc").Where(process => char.IsDigit(Path.GetFileName(process)[0]))
            .Select(process => (Folder: process, Status: Read(Path.Combine(process, "status"))))
            .Where(process => process.Status.Contains(string.Create(CultureInfo.InvariantCulture, $"\nUid:\t{userId}\t"), StringComparison.Ordinal))
            .ToList();
        return processes.Count > 0
            && processes.All(process => process.Status.Contains("State:\tT", StringComparison.Ordinal) || IsInFrozenGroup(process.Folder));
    }

    private static bool IsInFrozenGroup(string process)
    {
        var group = Read(Path.Combine(process, "cgroup")).Split('\n').FirstOrDefault(line => line.StartsWith("0::/", StringComparison.Ordinal));
        return group is not null && ((string[])["/sys/fs/cgroup/unified", "/sys/fs/cgroup"]).Any(
            mount => Read(Path.Join(mount, group[3..], "cgroup.events")).Contains("frozen 1", StringComparison.Ordinal));
    }

    private static bool IsOf(string process, int userId, string folder)
    {
        var status = Read(Path.Combine(process, "status"));
        return status.Contains(string.Create(CultureInfo.InvariantCulture, $"\nUid:\t{userId}\t"), StringComparison.Ordinal)
            || Read(Path.Combine(process, "cmdline")).Contains(folder, StringComparison.Ordinal);
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static bool Writable(string file, string controller, string own)
    {
        if (!OperatingSystem.IsLinux()) return false;
        var folder = Path.Combine("/sys/fs/cgroup", controller, own);
        return File.Exists(Path.Combine(folder, file)) || File.Exists("/sys/fs/cgroup/memory.max");
    }

    private static string? ProbeNamespaces()
    {
        if (!OperatingSystem.IsLinux()) return "namespaces are of Linux";
        using var trial = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(
            "unshare", IsRoot ? "--mount --pid --fork true" : "--user --map-root-user --mount --pid --fork true")
        { RedirectStandardError = true });
        trial!.WaitForExit();
        return trial.ExitCode == 0 ? null : "no namespaces can be made here";
    }
}
