namespace Stepwell.Store;

/// <summary>
/// Durable tables with group commit. All members may be called from any thread. Batches that wait are made durable together;
/// one that fails does not touch those of other partitions, but later batches of its own partition and epoch fail with it,
/// because they were made on top of it.
/// </summary>
public interface IStore : IDisposable
{
    /// <summary>Fixed when the store was created.</summary>
    int PartitionCount { get; }

    /// <summary>
    /// Takes over a partition: returns an epoch higher than any before, and from now on batches with a lower one fail with
    /// <see cref="BatchFencedException"/>. Call it when no batch of the former owner is under way.
    /// </summary>
    long Claim(int partition);

    /// <summary>Hands a batch over and returns at once. See <see cref="WriteBatch"/> for who owns it until when.</summary>
    void Submit(WriteBatch batch);

    /// <summary>The reader of a partition: for its owner only, one call at a time. Lives as long as the store.</summary>
    IStoreReader PartitionReader(int partition);

    /// <summary>A reader for anyone, one user at a time; dispose the lease to give it back.</summary>
    ReaderLease RentReader();
}
