using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;
using Stepwell.Testing.Disks;

namespace Stepwell.Store.Tests.Disks;

/// <summary>Single faults of the disk under the embedded store.</summary>
public sealed class DiskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _remains = new();
    private readonly FaultyDisk _disk;

    public DiskTests() => _disk = new FaultyDisk(_directory.Path, seed: 1);

    public void Dispose()
    {
        _disk.Dispose();
        _directory.Dispose();
        _remains.Dispose();
    }

    [Fact]
    public async Task Nothing_is_acknowledged_while_a_slow_disk_syncs_and_reads_go_on()
    {
        using var reached = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        using var store = Open(_directory.Path);
        var epoch = store.Claim(0);
        await Append(store, epoch, 1);
        _disk.Plan = operation =>
        {
            if (operation.Kind is DiskOperationKind.Sync)
            {
                reached.Release();
                goOn.Wait(TestContext.Current.CancellationToken);
            }

            return DiskFault.None;
        };

        var second = Append(store, epoch, 2);
        var third = Append(store, epoch, 3);
        await reached.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal([1], Sequences(store));
        Assert.False(second.IsCompleted || third.IsCompleted);

        goOn.Set();
        await Task.WhenAll(second, third);
        Assert.Equal([1, 2, 3], Sequences(store));
    }

    /// <summary>The transaction that could not be synced is in the log all the same, at times whole.</summary>
    [Fact]
    public async Task Commit_that_was_refused_does_not_come_back_after_the_next_claim()
    {
        for (var round = 0; round < 20; round++)
        {
            using var directory = new TemporaryDirectory();
            using var remains = new TemporaryDirectory();
            using var disk = new FaultyDisk(directory.Path, round);
            using var store = Open(directory.Path);
            var epoch = store.Claim(0);
            await Append(store, epoch, 1);
            disk.Plan = operation => operation.Kind is DiskOperationKind.Sync ? DiskFault.Error : DiskFault.None;
            await Assert.ThrowsAsync<StoreException>(() => Append(store, epoch, 2));
            Assert.Throws<StoreException>(() => store.Claim(0));
            disk.Plan = static _ => DiskFault.None;
            store.Claim(0);

            disk.CutPower();
            disk.SaveRemains(remains.Path);
            using var reopened = Open(remains.Path);
            Assert.Equal([1], Sequences(reopened));
        }
    }

    [Fact]
    public async Task Full_disk_refuses_what_is_written_and_answers_what_is_read()
    {
        using var store = Open(_directory.Path);
        var epoch = store.Claim(0);
        await Append(store, epoch, 1);
        _disk.Plan = operation => operation.Kind is DiskOperationKind.Write ? DiskFault.Full : DiskFault.None;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            var refusal = await Assert.ThrowsAsync<StoreException>(() => Append(store, epoch, 2));
            Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
            Assert.Equal([1], Sequences(store));
            epoch = store.Claim(0);
        }

        _disk.Plan = static _ => DiskFault.None;
        await Append(store, epoch, 2);
        Assert.Equal([1, 2], Sequences(store));
    }

    /// <summary>The database file cannot be synced after pages were copied into it; who reads needs the store to recover by itself.</summary>
    [Fact]
    public async Task Readers_and_writers_are_refused_until_pages_that_a_failed_sync_may_have_lost_are_copied_again()
    {
        using var failed = new SemaphoreSlim(0);
        using var store = Open(_directory.Path, checkpointPages: 10, _ => failed.Release());
        var epoch = store.Claim(0);
        _disk.Plan = operation =>
            operation is { Kind: DiskOperationKind.Sync, FileName: "stepwell.db" } ? DiskFault.Error : DiskFault.None;
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            if (await Record.ExceptionAsync(() => Append(store, epoch, sequence)) is not null)
                break;
        }

        await failed.WaitAsync(TestContext.Current.CancellationToken);
        await failed.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Throws<StoreException>(() => Sequences(store));
        Assert.Throws<StoreException>(() => store.Claim(0));

        _disk.Plan = static _ => DiskFault.None;
        epoch = store.Claim(0);
        var seen = Sequences(store);
        await Append(store, epoch, seen.Count + 1);
        Assert.Equal(Enumerable.Range(1, seen.Count + 1).Select(i => (long)i), Sequences(store));
    }

    [Fact]
    public async Task Store_closes_on_a_dead_disk_and_what_it_acknowledged_is_in_the_log()
    {
        using (var store = Open(_directory.Path))
        {
            await Append(store, store.Claim(0), 1);
            _disk.CutPower();
        }

        _disk.SaveRemains(_remains.Path);
        using var reopened = Open(_remains.Path);
        Assert.Equal([1], Sequences(reopened));
    }

    private static SqliteStore Open(string directory, int checkpointPages = 8_000, Action<StoreException>? checkpointFailed = null) => SqliteStore.Open(
        new SqliteStoreOptions(directory) { CheckpointPages = checkpointPages, CheckpointFailed = checkpointFailed ?? (static _ => { }) },
        TestSchema.Current);

    private static Task Append(SqliteStore store, long epoch, long sequence) =>
        StoreDriver.Submit(store, 0, epoch, batch => batch.Append(Entry.Table, new Entry("j", sequence, new byte[3_000])));

    private static List<long> Sequences(SqliteStore store)
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(Entry.Table, RowRange.All).Select(row => row.Sequence)];
    }
}
