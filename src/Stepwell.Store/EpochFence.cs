namespace Stepwell.Store;

/// <summary>
/// Who may write to which partition. In one process memory is enough: an owner that died with the process cannot come back.
/// Not thread-safe.
/// </summary>
internal sealed class EpochFence(int partitionCount)
{
    private readonly long[] _claimed = new long[partitionCount];
    private readonly long[] _failed = new long[partitionCount];

    public long Claim(int partition) => ++_claimed[partition];

    public bool Admits(WriteBatch batch) =>
        batch.Epoch >= _claimed[batch.Partition] && batch.Epoch > _failed[batch.Partition];

    public void Fail(WriteBatch batch) =>
        _failed[batch.Partition] = Math.Max(_failed[batch.Partition], batch.Epoch);
}
