using System.Collections.Concurrent;

namespace Stepwell.Testing;

/// <summary>
/// Where the tests of a run keep their data: in the embedded store, or in PostgreSQL when STEPWELL_TEST_STORE is "postgres". There a database
/// stands for the folder that a test has.
/// </summary>
internal static class StoreEngine
{
    private static readonly ConcurrentDictionary<string, Lazy<string>> Databases = [];

    public static bool IsPostgres { get; } = Environment.GetEnvironmentVariable("STEPWELL_TEST_STORE") == "postgres";

    public static string AddressFor(string folder) =>
        Databases.GetOrAdd(folder, _ => new Lazy<string>(PostgresServer.Shared.TakeDatabase)).Value;

    /// <summary>Nobody has the folder's store open, or needs its data any more.</summary>
    public static void Forget(string folder)
    {
        if (Databases.TryRemove(folder, out var database))
            PostgresServer.Shared.GiveBack(database.Value);
    }
}
