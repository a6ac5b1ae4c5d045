using Stepwell.Simulation.Worlds;
using Stepwell.Testing;

namespace Stepwell.Simulation;

/// <summary>Larger workflows, several executions at once, crash after crash and commits that fail.</summary>
public sealed class RoughTests
{
    public static TheoryData<int> AllSeeds => Seeds.First(200);

    [Theory]
    [MemberData(nameof(AllSeeds))]
    public void Workflows_end_and_all_promises_hold_when_commits_fail_and_crashes_follow_each_other(int seed)
    {
        var scenario = Scenario.Large(seed);
        var undisturbed = Simulator.Run(scenario, Faults.None());
        Compare.Results(scenario, undisturbed, Simulator.Run(scenario, Faults.Rough()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Same_seed_gives_the_same_run(int seed)
    {
        var scenario = Scenario.Large(seed);
        Assert.Equal(Simulator.Run(scenario, Faults.Rough()).Trace, Simulator.Run(scenario, Faults.Rough()).Trace);
    }
}
