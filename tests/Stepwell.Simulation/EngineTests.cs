using Stepwell.Simulation.Worlds;
using Stepwell.Testing;

namespace Stepwell.Simulation;

/// <summary>The rough life again, over the engines themselves. Threads of theirs make a run differ a little from the last with the same seed.</summary>
public sealed class EngineTests
{
    public static TheoryData<int> SqliteSeeds => Seeds.First(24);

    public static TheoryData<int> PostgresSeeds => Seeds.First(5);

    [Theory]
    [MemberData(nameof(SqliteSeeds))]
    public void Workflows_end_and_all_promises_hold_over_SQLite_on_a_disk_that_fails_and_loses_power(int seed)
    {
        var scenario = seed % 2 == 0 ? Scenario.Small(seed) : Scenario.Large(seed);
        var undisturbed = Simulator.Run(scenario, Faults.None());
        Compare.Results(scenario, undisturbed, Simulator.Run(scenario, new SqliteFaults()));
    }

    [Theory]
    [MemberData(nameof(PostgresSeeds))]
    public void Workflows_end_and_all_promises_hold_over_PostgreSQL_when_connections_break_in_commits(int seed)
    {
        var scenario = Scenario.Small(seed);
        var undisturbed = Simulator.Run(scenario, Faults.None());
        Compare.Results(scenario, undisturbed, Simulator.Run(scenario, new PostgresFaults()));
    }
}
