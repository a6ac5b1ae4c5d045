using SQLitePCL;
using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;
using Stepwell.Testing.Disks;

namespace Stepwell.Store.Tests.Disks;

/// <summary>A load on a disk of its own, and a look at what a power cut leaves of it.</summary>
internal sealed class DiskRun : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _remains = new();
    private readonly DiskLoad _load;

    public DiskRun(int seed)
    {
        Random = new Random(seed);
        Disk = new FaultyDisk(_directory.Path, Random.Next());
        _load = new DiskLoad(_directory.Path, Random.Next());
    }

    public Random Random { get; }

    public FaultyDisk Disk { get; }

    public void Load(int groups) => _load.Run(groups, Disk);

    /// <summary>Cuts the power if it is still there, and opens what is left as the next start would.</summary>
    public void CheckAfterPowerCut()
    {
        Disk.CutPower();
        Disk.SaveRemains(_remains.Path);
        using var disk = new FaultyDisk(_remains.Path, seed: 0);
        using (var store = SqliteStore.Open(new SqliteStoreOptions(_remains.Path) { PartitionCount = DiskLoad.PartitionCount }, TestSchema.Current))
        {
            using var lease = store.RentReader();
            for (var partition = 0; partition < DiskLoad.PartitionCount; partition++)
                Assert.InRange(DiskLoad.Content.Read(lease.Reader, partition), _load.Durable[partition], _load.Possible[partition]);
        }

        Assert.Equal("ok", Integrity(Path.Combine(_remains.Path, "stepwell.db")));
    }

    public void Dispose()
    {
        Disk.Dispose();
        _directory.Dispose();
        _remains.Dispose();
    }

    private static string Integrity(string path)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open(path, out var database));
        using (database)
        {
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(database, "PRAGMA integrity_check", out var statement));
            using (statement)
                return raw.sqlite3_step(statement) == raw.SQLITE_ROW ? raw.sqlite3_column_text(statement, 0).utf8_to_string() : "no answer";
        }
    }
}
