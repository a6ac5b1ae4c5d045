namespace Stepwell.Functions.Processes;

/// <summary>The folder of an environment, which may have had the system's own folders mounted in it.</summary>
internal static class EnvironmentFolder
{
    /// <summary>Removes it with all that is in it, unless something is mounted there: then it is left alone.</summary>
    public static void Remove(string folder)
    {
        if (!Directory.Exists(folder) || HasMounts(folder)) return;
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception busy) when (busy is IOException or UnauthorizedAccessException)
        {
            // A last process that is only just ending. The next start of a server removes what is left.
        }
    }

    private static bool HasMounts(string folder)
    {
        const int mountPoint = 4;
        if (!File.Exists("/proc/self/mountinfo")) return false;
        var full = Path.GetFullPath(folder);
        return File.ReadLines("/proc/self/mountinfo").Any(line => IsInside(line.Split(' ')[mountPoint], full));
    }

    private static bool IsInside(string mount, string folder)
    {
        var path = mount.Replace("\\040", " ", StringComparison.Ordinal);
        return path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
    }
}
