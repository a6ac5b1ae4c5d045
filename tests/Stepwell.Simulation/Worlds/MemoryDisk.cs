using Stepwell.Store;
using Stepwell.Store.Memory;

namespace Stepwell.Simulation.Worlds;

/// <summary>The engines' twin in memory.</summary>
internal sealed class MemoryDisk(MemoryStore store) : IDisk
{
    public MemoryStore Memory => store;

    public IStore Store => store;

    public int PendingCount => store.PendingCount;

    public long WritePoint => store.WritePoint;

    public bool HasCrashed => store.HasCrashed;

    public void Crash() => store.Crash();

    public void CommitPending(int maxCount = int.MaxValue) => store.CommitPending(maxCount);

    public void Dispose() => store.Dispose();
}
