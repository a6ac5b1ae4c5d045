using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>With a token by which the server knows a repetition.</summary>
internal sealed class Redrive(string execution, string token) : Request(
    "RedriveExecution", execution, new JsonObject { ["executionArn"] = execution, ["clientToken"] = token })
{
    private readonly HashSet<decimal> _dates = [];

    /// <summary>More than one when another redrive came between two attempts.</summary>
    public IReadOnlyCollection<decimal> Dates => _dates;

    public override string? Hear(Answer answer)
    {
        // It runs, or has succeeded.
        if (answer.Error == "ExecutionNotRedrivable")
            return null;
        if (!answer.IsSuccess)
            return Unexpected(answer);
        IsAcknowledged = true;
        _dates.Add(answer.Body.GetProperty("redriveDate").GetDecimal());
        return null;
    }
}
