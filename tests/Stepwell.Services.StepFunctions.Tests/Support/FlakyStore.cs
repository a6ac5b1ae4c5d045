using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>A store whose connection is lost when a test says so.</summary>
internal sealed class FlakyStore(IStore store) : IStore
{
    private bool _failsNextRead;

    public int PartitionCount => store.PartitionCount;

    public bool FailsNextRead => Volatile.Read(ref _failsNextRead);

    /// <summary>The next one who rents a reader gets none.</summary>
    public void FailNextRead() => Volatile.Write(ref _failsNextRead, true);

    public long Claim(int partition) => store.Claim(partition);

    public void Submit(WriteBatch batch) => store.Submit(batch);

    public IStoreReader PartitionReader(int partition) => store.PartitionReader(partition);

    public ReaderLease RentReader() => Interlocked.Exchange(ref _failsNextRead, false)
        ? throw new StoreException("The connection was lost.")
        : store.RentReader();

    public void Dispose() => store.Dispose();
}
