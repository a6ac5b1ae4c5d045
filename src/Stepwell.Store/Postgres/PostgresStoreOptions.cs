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
}
