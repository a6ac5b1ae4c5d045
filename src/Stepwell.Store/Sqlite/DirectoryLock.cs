namespace Stepwell.Store.Sqlite;

/// <summary>Keeps a second process out of a data directory. The system gives the lock back when the process ends, however it ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    public static DirectoryLock Take(string directory)
    {
        try
        {
            return new DirectoryLock(new FileStream(
                Path.Combine(directory, "stepwell.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new StoreInUseException(directory, exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
