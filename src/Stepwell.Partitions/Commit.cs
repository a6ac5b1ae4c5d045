using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>One batch of a partition with all that depends on it. Reused.</summary>
internal sealed class Commit
{
    public Commit(int partition, Action<Commit, Exception?> completed) =>
        Batch = new WriteBatch(partition, (_, failure) => completed(this, failure));

    public WriteBatch Batch { get; }

    public List<Effect> Effects { get; } = [];

    /// <summary>Entities whose state is ahead of the store by this batch.</summary>
    public List<EntitySlot> Touched { get; } = [];

    public bool IsResolved { get; private set; }

    public Exception? Failure { get; private set; }

    public bool IsEmpty => Batch.Count == 0 && Effects.Count == 0 && Touched.Count == 0;

    public void Resolve(Exception? failure)
    {
        IsResolved = true;
        Failure = failure;
    }

    public void Clear()
    {
        Batch.Clear();
        Effects.Clear();
        Touched.Clear();
        IsResolved = false;
        Failure = null;
    }
}
