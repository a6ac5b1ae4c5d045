using Stepwell.Store;
using Stepwell.Store.Sqlite;
using Stepwell.Testing.Disks;

namespace Stepwell.Simulation.Worlds;

/// <summary>The embedded store on a disk that fails, fills up and loses power.</summary>
internal sealed class SqliteDisk : IDisk
{
    private readonly string _directory = Directory.CreateTempSubdirectory("stepwell-world-").FullName;
    private readonly FaultyDisk _disk;
    private readonly HeldStore _store;

    /// <param name="before">What this one begins with is what a power cut has left of that.</param>
    public SqliteDisk(SqliteDisk? before, int seed)
    {
        before?._disk.SaveRemains(_directory);
        _disk = new FaultyDisk(_directory, seed);
        _store = new HeldStore(SqliteStore.Open(
            new SqliteStoreOptions(_directory) { PartitionCount = World.PartitionCount + 1, CacheKiB = 256, CheckpointFailed = static _ => { } },
            Server.Schema), () => HasCrashed);
    }

    public IStore Store => _store;

    public int PendingCount => _store.PendingCount;

    public long WritePoint => _store.WritePoint;

    public bool HasCrashed => _disk.IsDead;

    /// <param name="plan">Gets operations by their distance from now.</param>
    public void Follow(Func<DiskOperation, DiskFault> plan)
    {
        var first = _disk.OperationCount;
        _disk.Plan = operation => plan(operation with { Number = operation.Number - first });
    }

    public void Crash() => _disk.CutPower();

    public void CommitPending(int maxCount = int.MaxValue)
    {
        if (!HasCrashed)
            _store.CommitPending(maxCount, static () => { });
    }

    public void Dispose()
    {
        _disk.Plan = static _ => DiskFault.None;
        _store.Dispose();
        _disk.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
