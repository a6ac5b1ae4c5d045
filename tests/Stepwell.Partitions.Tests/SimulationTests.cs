using System.Globalization;
using Stepwell.Partitions.Tests.Bank;
using Stepwell.Store.Memory;

namespace Stepwell.Partitions.Tests;

/// <summary>
/// The bank under every crash. STEPWELL_SEEDS=first-last widens the range of seeds. A failure names its seed and its crash;
/// STEPWELL_SEEDS with that seed alone reproduces it.
/// </summary>
public sealed class SimulationTests
{
    public static TheoryData<int> Seeds
    {
        get
        {
            var range = (Environment.GetEnvironmentVariable("STEPWELL_SEEDS") ?? "1-20").Split('-');
            var first = int.Parse(range[0], CultureInfo.InvariantCulture);
            var last = int.Parse(range[^1], CultureInfo.InvariantCulture);
            return new TheoryData<int>(Enumerable.Range(first, last - first + 1));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Books_are_right_after_a_crash_at_any_write_point(int seed)
    {
        var writePoints = Run(seed, hasFaults: false, crash: null).WritePoints;
        for (var i = 0L; i < writePoints; i++)
        {
            _ = Run(seed, hasFaults: false, (i, CrashPoint.BeforeCommit));
            _ = Run(seed, hasFaults: false, (i, CrashPoint.AfterCommit));
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Books_are_right_when_commits_fail_and_crashes_follow_each_other(int seed)
    {
        for (var i = 0; i < 20; i++)
            _ = Run((seed * 1_000) + i, hasFaults: true, (i, (CrashPoint)(i % 2)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Same_seed_gives_the_same_run(int seed) => Assert.Equal(
        Run(seed, hasFaults: true, (5, CrashPoint.AfterCommit)).Trace, Run(seed, hasFaults: true, (5, CrashPoint.AfterCommit)).Trace);

    private static (long WritePoints, string Trace) Run(int seed, bool hasFaults, (long WritePoint, CrashPoint Point)? crash)
    {
        using var simulation = new Simulation(seed, hasFaults, crash);
        try
        {
            simulation.Run();
            return (simulation.WritePoints, simulation.Trace);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException(
                $"Seed {seed}, faults {hasFaults}, crash {crash}: {exception.Message}\n{simulation.Trace}", exception);
        }
    }
}
