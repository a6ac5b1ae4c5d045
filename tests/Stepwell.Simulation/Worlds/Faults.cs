using Stepwell.Store;
using Stepwell.Store.Memory;

namespace Stepwell.Simulation.Worlds;

/// <summary>Faults of a store in memory.</summary>
/// <param name="crash">A crash of the first life, at a fixed place; null: none.</param>
/// <param name="isRough">Commits fail now and then, and crashes follow each other at random.</param>
internal sealed class Faults((long WritePoint, CrashPoint Point)? crash, bool isRough) : IFaults
{
    private const int MostCrashes = 6;

    public static Faults None() => new(null, isRough: false);

    public static Faults Rough() => new(null, isRough: true);

    private int _crashCount;

    public static Faults At(long writePoint, CrashPoint point) => new((writePoint, point), isRough: false);

    public override string ToString() => isRough ? "crashes and failed commits" : crash is { } at ? $"a crash at {at}" : "no faults";

    public IDisk Next(IDisk? before, Random random)
    {
        var store = before is MemoryDisk disk ? disk.Memory.Reopen() : new MemoryStore(Server.Schema, World.PartitionCount);
        Prepare(store, before is null, random);
        return new MemoryDisk(store);
    }

    private void Prepare(MemoryStore store, bool isFirst, Random random)
    {
        if (isFirst && crash is { } at)
            store.CrashAt(at.WritePoint, at.Point);
        if (!isRough || _crashCount > MostCrashes)
            return;
        _crashCount++;
        store.CrashAt(random.Next(5, 60), (CrashPoint)random.Next(2));
        if (random.Next(2) == 0)
            store.FailAt(random.Next(40), new StoreException("disk full"));
    }
}
