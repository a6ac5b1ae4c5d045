namespace Stepwell.Functions.Processes;

/// <summary>Who may do what with a file, on systems that have such modes. Environments are not made on others.</summary>
internal static class FileModes
{
    public const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The owner may do everything, others may pass a folder whose contents they know.</summary>
    public const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | Executable;

    /// <summary>The owner may do everything, others may read.</summary>
    public const UnixFileMode Public = Passable | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static void Set(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, mode);
    }

    public static bool IsExecutable(string path) => OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & Executable) != 0;
}
