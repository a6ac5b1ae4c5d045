using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Stepwell.Functions.Processes;

/// <summary>The groups of one environment, one in each hierarchy.</summary>
/// <param name="Folders">What a process writes itself into, at <c>cgroup.procs</c>.</param>
internal sealed record ControlGroup(IReadOnlyList<string> Folders, string? PeakFile, string? EventsFile, string? Tree)
{
    public static readonly ControlGroup None = new([], null, null, null);

    private SafeFileHandle? _peak;

    /// <summary>The most memory that was in use, in bytes; null: unknown. Calls do not overlap.</summary>
    public long? PeakMemory()
    {
        if (PeakFile is null || (_peak is null && !File.Exists(PeakFile))) return null;
        Span<byte> digits = stackalloc byte[32];
        _peak ??= File.OpenHandle(PeakFile);
        var count = RandomAccess.Read(_peak, digits, 0);
        return long.TryParse(digits[..count].TrimEnd((byte)'\n'), CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
    }

    /// <summary>Whether the kernel killed something in here for want of memory.</summary>
    public bool RanOutOfMemory() =>
        EventsFile is not null && File.Exists(EventsFile)
        && File.ReadLines(EventsFile).Any(line => line.StartsWith("oom_kill ", StringComparison.Ordinal) && line != "oom_kill 0");

    public bool TryFreeze(bool frozen) => Write("cgroup.freeze", frozen ? "1" : "0");

    public bool TryKill() => Write("cgroup.kill", "1");

    /// <summary>When all processes are gone.</summary>
    public void Remove()
    {
        _peak?.Dispose();
        foreach (var folder in Folders) Remove(folder);
    }

    /// <summary>With the groups inside. A group whose last process is only just ending stays; the next start of a server removes it.</summary>
    public static void Remove(string folder)
    {
        try
        {
            foreach (var inside in Directory.EnumerateDirectories(folder)) Remove(inside);
            // Not recursive: the files of a group are none that could be deleted.
            Directory.Delete(folder);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // Busy. Nothing is lost but a name.
        }
    }

    private bool Write(string file, string text)
    {
        if (Tree is null || Path.Combine(Tree, file) is var path && !File.Exists(path)) return false;
        File.WriteAllText(path, text);
        return true;
    }
}
