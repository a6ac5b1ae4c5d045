using Stepwell.Store.Sqlite;

namespace Stepwell.Store.Tests.Contract;

internal sealed class SqliteDriver : StoreDriver
{
    private readonly TemporaryDirectory _directory = new();
    private SqliteStore _store;

    public SqliteDriver() => _store = Open();

    public override IStore Store => _store;

    public override void Flush()
    {
    }

    public override void Dispose()
    {
        _store.Dispose();
        _directory.Dispose();
    }

    protected override void ReopenStore()
    {
        _store.Dispose();
        _store = Open();
    }

    private SqliteStore Open() => SqliteStore.Open(new SqliteStoreOptions(_directory.Path), TestSchema.Current);
}

/// <summary>A new directory that is deleted in the end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("stepwell-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
