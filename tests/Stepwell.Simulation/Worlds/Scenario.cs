using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Simulation.Workflows;

namespace Stepwell.Simulation.Worlds;

/// <summary>What a seed stands for, apart from the order of events.</summary>
/// <param name="Definition">Of the machine that clients start.</param>
/// <param name="Successor">What it is updated to: in a steady world the same but for its comment.</param>
internal sealed record Scenario(int Seed, Traits Traits, int StartCount, string Definition, string Successor, string ChildDefinition)
{
    public static Scenario Small(int seed) =>
        Make(seed, new Traits(IsSteady: true, StateCount: 1 + (seed % 3), MaxDepth: seed % 2, HasChildren: seed % 3 == 0), startCount: 1);

    /// <summary>Every other one is steady.</summary>
    public static Scenario Large(int seed) =>
        Make(seed, new Traits(IsSteady: seed % 2 == 0, StateCount: 2 + (seed % 5), MaxDepth: seed % 3, HasChildren: seed % 3 == 0), startCount: 1 + (seed % 4));

    /// <summary>Some of the worlds that are not steady have to wait for their state transitions.</summary>
    public QuotaProfile Quotas => Traits.IsSteady || Seed % 4 != 1
        ? QuotaProfile.Relaxed
        : QuotaOverride.Apply(QuotaProfile.Relaxed, $"StateTransition.rate={1 + (Seed % 7)}", out _);

    private static Scenario Make(int seed, Traits traits, int startCount)
    {
        var definition = Definitions.Make(new Random(seed), traits, "first");
        var successor = Definitions.Make(new Random(traits.IsSteady ? seed : ~seed), traits, "second");
        return new Scenario(seed, traits, startCount, definition, successor, Definitions.Make(new Random(seed + 1), traits.OfChild(), "child"));
    }
}
