namespace Stepwell.Simulation.Worlds;

/// <summary>Connections that are cut in the middle of commits, at times together with the end of the server.</summary>
internal sealed class PostgresFaults : IFaults
{
    private const int MostCrashes = 3;

    private int _crashCount;

    public override string ToString() => "cut connections to PostgreSQL";

    public IDisk Next(IDisk? before, Random random)
    {
        var disk = new PostgresDisk(before as PostgresDisk);
        if (_crashCount++ > MostCrashes)
            return disk;
        var cuts = Enumerable.Range(0, 3).Select(_ => random.NextInt64(30)).ToHashSet();
        disk.IsCut = cuts.Contains;
        disk.CrashPoint = random.Next(5, 40);
        return disk;
    }
}
