using Stepwell.Store.Postgres;
using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;
using Stepwell.Testing;

namespace Stepwell.Store.Tests.Backup;

public enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>Where a store can be: empty at first, and deleted in the end.</summary>
internal sealed class Place : IDisposable
{
    private readonly TemporaryDirectory? _directory;
    private readonly string? _address;

    public Place(Engine engine)
    {
        if (engine == Engine.Sqlite)
            _directory = new TemporaryDirectory();
        else
            _address = PostgresServer.Shared.TakeDatabase();
    }

    /// <summary>Of an embedded store.</summary>
    public string Folder => _directory!.Path;

    public IStore Open(StoreSchema schema, int partitionCount = 4) => _directory is null
        ? PostgresStore.Open(new PostgresStoreOptions(_address!) { PartitionCount = partitionCount }, schema)
        : SqliteStore.Open(new SqliteStoreOptions(_directory.Path) { PartitionCount = partitionCount }, schema);

    public void Save(string file, StoreSchema schema)
    {
        if (_directory is null)
            PostgresBackup.Save(new PostgresStoreOptions(_address!), schema, file);
        else
            SqliteBackup.Save(_directory.Path, file);
    }

    public void Restore(string file, StoreSchema schema)
    {
        if (_directory is null)
            PostgresBackup.Restore(file, new PostgresStoreOptions(_address!) { LockTimeout = TimeSpan.FromMilliseconds(100) }, schema);
        else
            SqliteBackup.Restore(file, _directory.Path, schema);
    }

    public void Dispose()
    {
        _directory?.Dispose();
        if (_address is not null)
            PostgresServer.Shared.GiveBack(_address);
    }
}
