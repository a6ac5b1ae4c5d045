using Stepwell.Store;
using Stepwell.Store.Postgres;
using Stepwell.Store.Sqlite;

namespace Stepwell.Testing;

/// <summary>Opens the store of a folder, in the engine of the run.</summary>
internal static class TestStore
{
    public static IStore Open(string folder, StoreSchema schema) => StoreEngine.IsPostgres
        ? PostgresStore.Open(new PostgresStoreOptions(StoreEngine.AddressFor(folder)), schema)
        : SqliteStore.Open(new SqliteStoreOptions(folder), schema);

    public static void Delete(string folder)
    {
        StoreEngine.Forget(folder);
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
