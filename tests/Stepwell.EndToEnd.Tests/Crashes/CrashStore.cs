using Stepwell.EndToEnd.Tests.Server;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests.Crashes;

/// <summary>Where the data is that outlives the server: a folder, or a PostgreSQL that no other test has, for it is killed as well.</summary>
internal sealed class CrashStore : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PostgresServer? _database = StoreEngine.IsPostgres ? new PostgresServer() : null;

    public CrashStore() => Options = _database is null ? ["--data", _folder.Path] : ["--store", _database.TakeDatabase()];

    /// <summary>For the server's command line.</summary>
    public string[] Options { get; }

    public bool IsDatabase => _database is not null;

    public Task KillDatabaseAsync() => Task.Run(() => _database!.Kill());

    public Task StartDatabaseAsync() => Task.Run(() => _database!.Start());

    public void Dispose()
    {
        _database?.Dispose();
        _folder.Dispose();
    }
}
