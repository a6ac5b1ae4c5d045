using Stepwell.Store;

namespace Stepwell.Simulation.Worlds;

/// <summary>
/// A real engine whose batches wait until the world lets them go. The world stands still until all of them are completed, so that its one thread
/// and the engine's never run at the same time. A partition more than the server knows of tells when that is.
/// </summary>
/// <param name="isDead">Whether nothing can be claimed or committed any more.</param>
internal sealed class HeldStore(IStore engine, Func<bool> isDead) : IStore
{
    private const int MostClaims = 1_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly Queue<WriteBatch> _pending = new();
    private long? _markEpoch;

    public int PartitionCount => engine.PartitionCount - 1;

    public int PendingCount => _pending.Count;

    public long WritePoint { get; private set; }

    public long Claim(int partition) => engine.Claim(partition);

    public void Submit(WriteBatch batch) => _pending.Enqueue(batch);

    public IStoreReader PartitionReader(int partition) => engine.PartitionReader(partition);

    public ReaderLease RentReader() => engine.RentReader();

    /// <param name="beforeCommit">Called when the engine is idle, with the group still to come.</param>
    public void CommitPending(int maxCount, Action beforeCommit)
    {
        if (_pending.Count == 0)
            return;
        WritePoint++;
        _markEpoch ??= ClaimMark();
        if (_markEpoch is not { } epoch)
            return;
        var mark = new TaskCompletionSource<Exception?>();
        var last = new WriteBatch(PartitionCount, (_, failure) => mark.SetResult(failure)) { Epoch = epoch };
        beforeCommit();
        for (; maxCount > 0 && _pending.TryDequeue(out var batch); maxCount--)
            engine.Submit(batch);
        engine.Submit(last);
        if (!mark.Task.Wait(LongestWait))
            throw new InvalidOperationException("The engine completes nothing any more.");
        if (mark.Task.Result is not null)
            _markEpoch = null;
    }

    public void Dispose() => engine.Dispose();

    /// <summary>With the epoch of a mark that failed the next would be refused before those that it comes after.</summary>
    private long? ClaimMark()
    {
        for (var attempt = 1; !isDead(); attempt++)
        {
            try
            {
                return engine.Claim(PartitionCount);
            }
            catch (StoreException) when (attempt < MostClaims)
            {
                // The fault is not over yet.
            }
        }

        return null;
    }
}
