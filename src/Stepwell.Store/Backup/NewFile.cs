using Stepwell.Store.Sqlite;

namespace Stepwell.Store.Backup;

/// <summary>A file that is there whole or not at all: written under another name, synced, then renamed.</summary>
internal sealed class NewFile : IDisposable
{
    private readonly string _path;
    private readonly string _folder;

    /// <exception cref="StoreException">There is a file of that name, or no folder for it.</exception>
    public NewFile(string path)
    {
        _path = Path.GetFullPath(path);
        _folder = Path.GetDirectoryName(_path)!;
        if (File.Exists(_path))
            throw new StoreException($"{_path} is there already.");
        if (!Directory.Exists(_folder))
            throw new StoreException($"There is no folder {_folder}.");
        TemporaryPath = $"{_path}.{Path.GetRandomFileName()}.tmp";
    }

    public string TemporaryPath { get; }

    /// <summary>What has been written is the file from now on, through a power cut too.</summary>
    public void Keep()
    {
        using (var stream = new FileStream(TemporaryPath, FileMode.Open, FileAccess.ReadWrite))
            stream.Flush(flushToDisk: true);
        File.Move(TemporaryPath, _path);
        DurableDirectory.Sync(_folder);
    }

    /// <summary>Leaves nothing behind but what was kept.</summary>
    public void Dispose()
    {
        foreach (var suffix in (string[])["", "-journal", "-wal", "-shm"])
            File.Delete(TemporaryPath + suffix);
    }
}
