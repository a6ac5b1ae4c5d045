namespace Stepwell.Functions.Environments;

/// <summary>
/// Keeps a folder of environments to one host: what lies in it is removed when the host begins. The lock is the kernel's, so it ends with the
/// process at the latest; its file lies beside the folder and stays. Dispose releases it.
/// </summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="IOException">Another host has it, or the folder cannot be written.</exception>
    public static FolderLock Take(DirectoryInfo folder)
    {
        var path = folder.FullName + ".lock";
        var isThere = File.Exists(path);
        try
        {
            // On Unix, sharing with nobody is flock(2).
            return new FolderLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken) when (isThere && taken is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new IOException(
                $"Another server runs functions in {folder.FullName}. Every server needs a data folder of its own, also where several share a database.",
                taken);
        }
    }

    public void Dispose() => _file.Dispose();
}
