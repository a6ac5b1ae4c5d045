using Stepwell.Testing.Disks;

namespace Stepwell.Simulation.Worlds;

/// <summary>Power cuts, one after another, and between them writes and syncs that fail and disks that are full for a while.</summary>
internal sealed class SqliteFaults : IFaults
{
    private const int MostCrashes = 5;

    private int _crashCount;

    public override string ToString() => "power cuts and failures of the disk under SQLite";

    public IDisk Next(IDisk? before, Random random)
    {
        var disk = new SqliteDisk(before as SqliteDisk, random.Next());
        if (_crashCount++ > MostCrashes)
            return disk;
        var cut = random.Next(10, 250);
        var first = random.Next(cut * 2);
        var last = first + random.Next(12);
        var fault = random.Next(2) == 0 ? DiskFault.Error : DiskFault.Full;
        disk.Follow(operation =>
            operation.Number >= cut ? DiskFault.PowerCut
            : operation.Number >= first && operation.Number <= last ? fault
            : DiskFault.None);
        return disk;
    }
}
