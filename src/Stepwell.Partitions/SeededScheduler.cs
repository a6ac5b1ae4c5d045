namespace Stepwell.Partitions;

/// <summary>
/// Runs loops on the thread that asks for it, in an order that the random source decides. For simulations: together with a clock that
/// only moves when told to and a store that only commits when told to, all that happens is a function of the seed. Not thread-safe.
/// </summary>
public sealed class SeededScheduler(Random random) : IPartitionScheduler
{
    private readonly List<IThreadPoolWorkItem> _ready = [];

    public bool RunsContinuationsInline => true;

    public int ReadyCount => _ready.Count;

    public void Schedule(IThreadPoolWorkItem item) => _ready.Add(item);

    /// <returns>False when nothing was ready.</returns>
    public bool RunOne()
    {
        if (_ready.Count == 0)
            return false;

        var index = random.Next(_ready.Count);
        var item = _ready[index];
        _ready.RemoveAt(index);
        item.Execute();
        return true;
    }
}
