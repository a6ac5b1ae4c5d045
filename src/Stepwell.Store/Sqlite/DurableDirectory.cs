using System.Runtime.InteropServices;

namespace Stepwell.Store.Sqlite;

/// <summary>
/// A new file or folder survives a power cut only when the folder that names it has been synced. Windows has no such call and
/// needs none.
/// </summary>
public static partial class DurableDirectory
{
    private const int ReadOnly = 0;

    /// <summary>Makes the folder and those above it, unless it is there.</summary>
    public static void Create(string directory)
    {
        var full = Path.GetFullPath(directory);
        if (Directory.Exists(full))
            return;

        if (Path.GetDirectoryName(full) is { } parent)
        {
            Create(parent);
            Directory.CreateDirectory(full);
            Sync(parent);
        }
    }

    /// <summary>From now on what the folder names is durable, as far as it has been synced itself.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static void Sync(string directory)
    {
        if (OperatingSystem.IsWindows())
            return;

        var descriptor = Open(directory, ReadOnly);
        if (descriptor < 0)
            throw new IOException($"Could not open the directory {directory}: error {Marshal.GetLastPInvokeError()}.");
        var result = Fsync(descriptor);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result != 0)
            throw new IOException($"Could not sync the directory {directory}: error {error}.");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
