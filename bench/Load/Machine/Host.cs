using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Stepwell.Bench.Load.Machine;

/// <summary>Where and of what a figure was measured.</summary>
internal static class Host
{
    /// <summary>The commit of the working folder, marked when files differ from it.</summary>
    public static string Commit() => Git("rev-parse", "--short", "HEAD") + (Git("status", "--porcelain").Length > 0 ? "-changed" : "");

    public static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal));
        return $"{Environment.ProcessorCount} x {model?.Split(':')[1].Trim() ?? "unknown"}, {RuntimeInformation.OSDescription}";
    }

    public static string Runtime() => RuntimeInformation.FrameworkDescription;

    private static string Git(params string[] arguments)
    {
        using var git = Process.Start(new ProcessStartInfo("git", arguments) { RedirectStandardOutput = true })!;
        return git.StandardOutput.ReadToEnd().Trim();
    }
}
