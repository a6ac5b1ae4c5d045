using Stepwell.Simulation.Worlds;

namespace Stepwell.Simulation;

internal static class Compare
{
    /// <summary>Throws unless every execution came to the same.</summary>
    public static void Results(Scenario scenario, Outcome undisturbed, Outcome disturbed)
    {
        foreach (var (name, result) in undisturbed.Results)
        {
            if (disturbed.Results[name] != result)
            {
                throw new InvalidOperationException(
                    $"""
                    Seed {scenario.Seed}: {name} came to
                    {disturbed.Results[name]}
                    instead of
                    {result}
                    Reproduce with: STEPWELL_SEED={scenario.Seed} dotnet test --project tests/Stepwell.Simulation
                    {scenario.Definition}
                    {disturbed.Trace}
                    """);
            }
        }
    }
}
