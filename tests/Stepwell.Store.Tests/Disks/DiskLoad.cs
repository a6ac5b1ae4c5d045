using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;
using Stepwell.Testing.Disks;

namespace Stepwell.Store.Tests.Disks;

/// <summary>
/// Group commits of two partitions on one store, and what must be there of them. After a batch that failed it claims the partition again, looks
/// at what is there and goes on from that, as a partition does.
/// </summary>
internal sealed class DiskLoad(string directory, int seed)
{
    public const int PartitionCount = 2;
    private const int CheckpointPages = 12;
    private const int MostAttempts = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    private readonly Random _random = new(seed);
    private readonly long[] _epochs = new long[PartitionCount];

    /// <summary>The number of the last batch of each partition that is known to be durable.</summary>
    public long[] Durable { get; } = new long[PartitionCount];

    /// <summary>The number of the last batch that may be.</summary>
    public long[] Possible { get; } = new long[PartitionCount];

    /// <summary>Of batches, of claims, and of attempts to open.</summary>
    public List<Exception> Failures { get; } = [];

    public List<StoreException> CheckpointFailures { get; } = [];

    /// <summary>Runs until every group was tried and each partition has its place; or until the power is gone.</summary>
    public void Run(int groups, FaultyDisk disk)
    {
        using var store = Attempt(disk, Open);
        if (store is null)
            return;
        for (var partition = 0; partition < PartitionCount; partition++)
            Claim(store, partition, disk);
        for (var group = 0; group < groups && !disk.IsDead; group++)
            Commit(store, disk);
        // Closing copies the log into the database; a power cut before that finds it in the log.
        if (_random.Next(2) == 0)
            disk.CutPower();
    }

    private SqliteStore Open() => SqliteStore.Open(
        new SqliteStoreOptions(directory)
        {
            PartitionCount = PartitionCount,
            CheckpointPages = CheckpointPages,
            CacheKiB = 64,
            CheckpointFailed = exception =>
            {
                lock (CheckpointFailures)
                    CheckpointFailures.Add(exception);
            },
        },
        TestSchema.Current);

    private void Commit(SqliteStore store, FaultyDisk disk)
    {
        var batches = new List<(int Partition, Task Done)>();
        for (var partition = 0; partition < PartitionCount; partition++)
        {
            if (_random.Next(4) == 0)
                continue;
            var number = Possible[partition] = Durable[partition] + 1;
            var size = _random.Next(8) == 0 ? 60_000 : _random.Next(6_000);
            batches.Add((partition, StoreDriver.Submit(store, partition, _epochs[partition], batch =>
            {
                batch.Append(Entry.Table, new Entry($"p{batch.Partition}", number, DataOf(batch.Partition, number, size)));
                batch.Upsert(Cell.Table, new Cell(number, batch.Partition, "last"));
            })));
        }

        foreach (var (partition, done) in batches)
        {
            if (Succeeds(done))
                Durable[partition]++;
            else
                Claim(store, partition, disk);
        }
    }

    private bool Succeeds(Task done)
    {
        try
        {
            return done.Wait(LongestWait) ? true : throw new InvalidOperationException("A batch is neither durable nor refused.");
        }
        catch (AggregateException exception) when (exception.InnerException is StoreException failure)
        {
            Failures.Add(failure);
            return false;
        }
    }

    /// <summary>What is seen afterwards can neither go away nor come.</summary>
    private void Claim(SqliteStore store, int partition, FaultyDisk disk) => Attempt(disk, () =>
    {
        var epoch = store.Claim(partition);
        using var lease = store.RentReader();
        var seen = Content.Read(lease.Reader, partition);
        if (seen < Durable[partition] || seen > Possible[partition])
            throw new InvalidOperationException($"Partition {partition} has {seen} batches instead of {Durable[partition]} to {Possible[partition]}.");
        Durable[partition] = Possible[partition] = seen;
        _epochs[partition] = epoch;
        return store;
    });

    /// <summary>Tries until it works, for faults end.</summary>
    private T? Attempt<T>(FaultyDisk disk, Func<T> action)
        where T : class
    {
        for (var attempt = 0; attempt < MostAttempts && !disk.IsDead; attempt++)
        {
            try
            {
                return action();
            }
            catch (StoreException exception)
            {
                Failures.Add(exception);
            }
        }

        return disk.IsDead ? null : throw new InvalidOperationException("The store does not recover.", Failures[^1]);
    }

    private static byte[] DataOf(int partition, long number, int size)
    {
        var data = new byte[size + 16];
        new Random((int)((number * PartitionCount) + partition)).NextBytes(data);
        return data;
    }

    /// <summary>What a store has of a partition.</summary>
    internal static class Content
    {
        /// <returns>The number of the last batch.</returns>
        /// <exception cref="InvalidOperationException">Something is missing, torn or wrong.</exception>
        public static long Read(IStoreReader reader, int partition)
        {
            var number = 0L;
            foreach (var entry in reader.Range(Entry.Table, new RowRange { Prefix = [$"p{partition}"] }))
            {
                number++;
                if (entry.Sequence != number)
                    throw new InvalidOperationException($"Batch {number} of partition {partition} is missing.");
                if (!entry.Data.AsSpan().SequenceEqual(DataOf(partition, number, entry.Data.Length - 16)))
                    throw new InvalidOperationException($"Batch {number} of partition {partition} has other data than were written.");
            }

            var last = reader.Find(Cell.Table, "last", partition)?.Value ?? 0;
            return last == number ? number : throw new InvalidOperationException($"Partition {partition} has {number} entries, and {last} as its last.");
        }
    }
}
