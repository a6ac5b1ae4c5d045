using System.Diagnostics.Metrics;

namespace Stepwell.Store.Sqlite;

public sealed record SqliteStoreOptions(string Directory)
{
    /// <summary>Taken when the store is created; an existing store keeps its own.</summary>
    public int PartitionCount { get; init; } = 4;

    /// <summary>Pages (of 4 KiB) in the write-ahead log at which they are copied into the database.</summary>
    public int CheckpointPages { get; init; } = 8_000;

    /// <summary>Page cache of the writing connection.</summary>
    public int CacheKiB { get; init; } = 65_536;

    /// <summary>Idle API readers kept open. To open one costs as much as hundreds of reads, since it parses the whole schema.</summary>
    public int ReaderPoolSize { get; init; } = 32;

    /// <summary>Told when the log could not be copied. Nothing is lost by that, but the log grows until it can be.</summary>
    public Action<StoreException> CheckpointFailed { get; init; } = static exception => Console.Error.WriteLine(exception);

    /// <summary>Makes the meter of the store; null: nobody tells it from that of another store in the process.</summary>
    public IMeterFactory? Meters { get; init; }
}
