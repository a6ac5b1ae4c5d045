using Stepwell.Store;
using Stepwell.Store.Postgres;
using Stepwell.Testing;

namespace Stepwell.Simulation.Worlds;

/// <summary>A PostgreSQL whose connection breaks in the middle of commits: they have happened or not, and nobody is told.</summary>
internal sealed class PostgresDisk : IDisk
{
    private readonly string _address;
    private readonly CuttingProxy _proxy;
    private readonly HeldStore _store;

    /// <param name="before">Whose database this one goes on with.</param>
    public PostgresDisk(PostgresDisk? before)
    {
        _address = before?._address ?? PostgresServer.Shared.TakeDatabase();
        _proxy = new CuttingProxy(new Uri(_address).Port);
        var address = new UriBuilder(_address) { Port = _proxy.Port }.Uri.ToString();
        _store = new HeldStore(
            PostgresStore.Open(new PostgresStoreOptions(address) { PartitionCount = World.PartitionCount + 1 }, Server.Schema), () => HasCrashed);
    }

    public IStore Store => _store;

    public int PendingCount => _store.PendingCount;

    public long WritePoint => _store.WritePoint;

    public bool HasCrashed { get; private set; }

    /// <summary>Commits whose connection is cut.</summary>
    public Func<long, bool> IsCut { get; set; } = static _ => false;

    /// <summary>The commit with which the server dies as well; none when negative.</summary>
    public long CrashPoint { get; set; } = -1;

    public void Crash() => HasCrashed = true;

    public void CommitPending(int maxCount = int.MaxValue)
    {
        if (HasCrashed || PendingCount == 0)
            return;
        var number = WritePoint;
        var crashes = number == CrashPoint;
        _store.CommitPending(maxCount, () =>
        {
            if (crashes || IsCut(number))
                _proxy.CutAfterNextRequest();
        });
        HasCrashed = crashes;
    }

    public void Dispose()
    {
        _store.Dispose();
        _proxy.Dispose();
        // After a crash the next one goes on with it.
        if (!HasCrashed)
            PostgresServer.Shared.GiveBack(_address);
    }
}
