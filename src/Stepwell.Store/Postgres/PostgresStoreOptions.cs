using System.Diagnostics.Metrics;

namespace Stepwell.Store.Postgres;

/// <param name="Address">See <see cref="PostgresAddress"/>.</param>
public sealed record PostgresStoreOptions(string Address)
{
    /// <summary>Taken when the store is created; an existing store keeps its own.</summary>
    public int PartitionCount { get; init; } = 4;

    /// <summary>Connections for reading at most; who finds none free waits.</summary>
    public int ReaderPoolSize { get; init; } = 16;

    /// <summary>How long another server may still hold the database: one that was killed may be ending its last commit.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes the meter of the store; null: nobody tells it from that of another store in the process.</summary>
    public IMeterFactory? Meters { get; init; }
}
