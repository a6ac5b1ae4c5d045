using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>Leaves no history; what it does is to start a Standard execution.</summary>
internal sealed class ExpressStart(string machine, string id, Start effect) : Request(
    "StartExecution", null, new JsonObject { ["stateMachineArn"] = machine, ["input"] = effect.GivenInput })
{
    /// <summary>The execution that it starts, at least once.</summary>
    public Start Effect => effect;

    public override string? Hear(Answer answer)
    {
        if (!answer.IsSuccess)
            return $"Express {id}: {Unexpected(answer)}";
        IsAcknowledged = true;
        return null;
    }
}
