using System.Text.Json.Nodes;

namespace Stepwell.Simulation.Workflows;

/// <summary>A Task state but for its data flow, and what the other side is to be told.</summary>
/// <param name="State">Resource, limits in whole seconds, Retry.</param>
/// <param name="Fails">How many attempts fail before one succeeds.</param>
/// <param name="Pattern">How a child execution is waited for; null for a task that is none.</param>
internal sealed record Errand(JsonObject State, bool Hangs, int Fails, bool WantsToken, string? Pattern)
{
    /// <summary>What a child failed with has dates in it, which differ from run to run.</summary>
    public bool IsChild => Pattern is not null;
}
