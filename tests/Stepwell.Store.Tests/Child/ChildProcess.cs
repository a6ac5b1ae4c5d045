using System.Runtime.InteropServices;
using Stepwell.Store.Sqlite;
using Stepwell.Store.Tests.Contract;

namespace Stepwell.Store.Tests.Child;

/// <summary>What the second process does. It reports on standard output, a line at a time.</summary>
internal static partial class ChildProcess
{
    private const int FileSizeLimit = 1;
    private const int FileSizeSignal = 25;

    public static int Run(string scenario, string directory)
    {
        switch (scenario)
        {
            case "append":
                Append(directory);
                return 0;
            case "open":
                return Open(directory);
            case "full":
                return FillUp(directory);
            default:
                return 2;
        }
    }

    /// <summary>Four threads append for ever and report each acknowledgement, until the process is killed.</summary>
    private static void Append(string directory)
    {
        using var store = OpenStore(directory);
        var threads = Enumerable.Range(0, store.PartitionCount).Select(partition =>
        {
            var thread = new Thread(() => AppendTo(store, partition));
            thread.Start();
            return thread;
        }).ToList();
        threads.ForEach(thread => thread.Join());
    }

    private static void AppendTo(SqliteStore store, int partition)
    {
        using var completed = new SemaphoreSlim(0);
        var batch = new WriteBatch(partition, (_, failure) =>
        {
            if (failure is null)
                completed.Release();
        })
        { Epoch = store.Claim(partition) };
        for (var sequence = 1L; ; sequence++)
        {
            batch.Clear();
            batch.Append(Entry.Table, new Entry($"p{partition}", sequence, new byte[600]));
            batch.Upsert(Cell.Table, new Cell(sequence, partition, "last"));
            store.Submit(batch);
            completed.Wait();
            Report($"{partition} {sequence}");
        }
    }

    private static int Open(string directory)
    {
        try
        {
            using var store = OpenStore(directory);
            Report("opened");
        }
        catch (StoreInUseException exception)
        {
            Report(exception.Message);
        }

        return 0;
    }

    /// <summary>Writes until files may not grow any more, then lets them grow again and writes on.</summary>
    private static int FillUp(string directory)
    {
        using var ignored = PosixSignalRegistration.Create((PosixSignal)FileSizeSignal, context => context.Cancel = true);
        using var store = OpenStore(directory);
        LimitFileSize(2 << 20);
        long sequence = 0;
        Exception? failure;
        do
            failure = Write(store, ++sequence);
        while (failure is null);
        Report($"failed at {sequence} with {failure.GetType().Name}");

        LimitFileSize(long.MaxValue);
        for (var i = 0; i < 10; i++)
        {
            if (Write(store, sequence + i) is { } again)
                throw again;
        }

        Report($"wrote up to {sequence + 9}");
        return 0;
    }

    private static Exception? Write(SqliteStore store, long sequence)
    {
        Exception? failure = null;
        using var completed = new SemaphoreSlim(0);
        var batch = new WriteBatch(0, (_, exception) =>
        {
            failure = exception;
            completed.Release();
        })
        { Epoch = store.Claim(0) };
        batch.Append(Entry.Table, new Entry("j", sequence, new byte[20_000]));
        store.Submit(batch);
        completed.Wait();
        return failure;
    }

    private static SqliteStore OpenStore(string directory) =>
        SqliteStore.Open(new SqliteStoreOptions(directory), TestSchema.Current);

    private static void Report(string line)
    {
        lock (Console.Out)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    private static void LimitFileSize(long bytes)
    {
        var limit = new Limit { Soft = bytes, Hard = long.MaxValue };
        if (SetLimit(FileSizeLimit, in limit) != 0)
            throw new InvalidOperationException($"setrlimit failed: {Marshal.GetLastPInvokeError()}");
    }

    [LibraryImport("libc", EntryPoint = "setrlimit", SetLastError = true)]
    private static partial int SetLimit(int resource, in Limit limit);

    private struct Limit
    {
        public long Soft;
        public long Hard;
    }
}
