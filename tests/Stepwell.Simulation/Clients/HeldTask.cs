using Stepwell.Json;

namespace Stepwell.Simulation.Clients;

/// <summary>A task in the hands of a worker, or of whoever was given its token.</summary>
internal sealed record HeldTask(string Token, JsonValue Parameters)
{
    public int CallsUnderWay { get; set; }

    /// <summary>The server has taken a result, or said that it wants none.</summary>
    public bool IsOver { get; set; }
}
