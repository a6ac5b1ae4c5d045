namespace Stepwell.Partitions;

/// <summary>Runs partition loops. A work item is never given twice before it has begun to run, and never runs twice at a time.</summary>
public interface IPartitionScheduler
{
    /// <summary>Whether callers go on inside the loop that answers them, so that a single thread runs everything in a fixed order.</summary>
    bool RunsContinuationsInline { get; }

    /// <summary>Returns before the item runs. May be called from any thread.</summary>
    void Schedule(IThreadPoolWorkItem item);
}

/// <summary>The shared thread pool.</summary>
public sealed class ThreadPoolScheduler : IPartitionScheduler
{
    public static readonly ThreadPoolScheduler Instance = new();

    private ThreadPoolScheduler()
    {
    }

    public bool RunsContinuationsInline => false;

    public void Schedule(IThreadPoolWorkItem item) => ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
}
