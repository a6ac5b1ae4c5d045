namespace Stepwell.Store;

/// <summary>
/// Who in this process may write to which partition. For an engine of one process this is enough: an owner that died with it cannot come
/// back. Not thread-safe.
/// </summary>
internal sealed class EpochFence(int partitionCount)
{
    private readonly long[] _claimed = new long[partitionCount];
    private readonly long[] _failed = new long[partitionCount];

    public long Claim(int partition) => ++_claimed[partition];

    public void Claim(int partition, long epoch) => _claimed[partition] = epoch;

    public bool Admits(WriteBatch batch) =>
        batch.Epoch >= _claimed[batch.Partition] && batch.Epoch > _failed[batch.Partition];

    public void Fail(WriteBatch batch) =>
        _failed[batch.Partition] = Math.Max(_failed[batch.Partition], batch.Epoch);
}
