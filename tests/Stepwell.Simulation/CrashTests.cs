using Stepwell.Simulation.Worlds;
using Stepwell.Store.Memory;
using Stepwell.Testing;

namespace Stepwell.Simulation;

/// <summary>Small workflows, each run again for every write point with a crash there.</summary>
public sealed class CrashTests
{
    public static TheoryData<int> AllSeeds => Seeds.First(100);

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public void Workflow_ends_as_if_nothing_had_happened_after_a_crash_at_any_write_point(int seed)
    {
        var scenario = Scenario.Small(seed);
        var undisturbed = Simulator.Run(scenario, Faults.None());
        for (var writePoint = 0L; writePoint < undisturbed.WritePointCount; writePoint++)
        {
            foreach (var point in Enum.GetValues<CrashPoint>())
            {
                var disturbed = Simulator.Run(scenario, Faults.At(writePoint, point));
                Compare.Results(scenario, undisturbed, disturbed);
            }
        }
    }
}
