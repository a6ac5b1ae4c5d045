using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>With a mark that no other has. Changes nothing for an execution that has ended.</summary>
internal sealed class Stop(string execution, string mark) : Request(
    "StopExecution", execution, new JsonObject { ["executionArn"] = execution, ["error"] = "Enough", ["cause"] = mark })
{
    public string Mark => mark;

    /// <summary>When the execution ended, by this or before; null when no answer said so.</summary>
    public decimal? StopDate { get; private set; }

    /// <summary>It would stop again what was redriven meanwhile.</summary>
    public override bool IsRepeatable => false;

    public override string? Hear(Answer answer)
    {
        if (!answer.IsSuccess)
            return Unexpected(answer);
        IsAcknowledged = true;
        StopDate = answer.Body.GetProperty("stopDate").GetDecimal();
        return null;
    }
}
