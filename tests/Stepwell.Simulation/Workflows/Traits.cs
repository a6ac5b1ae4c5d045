namespace Stepwell.Simulation.Workflows;

/// <summary>What a random workflow may contain.</summary>
/// <param name="IsSteady">
/// Its outcome is the same whatever the order of events: only one branch of a Parallel can fail, no iteration of a Map can, and no deadline
/// is near except where nobody answers.
/// </param>
/// <param name="StateCount">About how many states the outermost graph has.</param>
/// <param name="MaxDepth">How deep Parallel and Map may nest.</param>
/// <param name="HasChildren">Whether tasks may start executions of <see cref="ChildMachine"/>.</param>
internal sealed record Traits(bool IsSteady, int StateCount, int MaxDepth, bool HasChildren)
{
    /// <summary>Whether every execution is stopped, if it runs long enough, and redriven.</summary>
    public bool IsInterrupted { get; init; }

    public const string ChildMachine = "child";

    /// <summary>What the child itself is made of.</summary>
    public Traits OfChild() => this with { StateCount = Math.Min(StateCount, 3), MaxDepth = 0, HasChildren = false };
}
