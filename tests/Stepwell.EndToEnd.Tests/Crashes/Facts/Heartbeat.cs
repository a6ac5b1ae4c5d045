using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>Of a worker that still has its task.</summary>
internal sealed class Heartbeat(string execution, string token) : Request(
    "SendTaskHeartbeat", execution, new JsonObject { ["taskToken"] = token })
{
    public override bool IsRepeatable => false;

    public override string? Hear(Answer answer)
    {
        IsAcknowledged |= answer.IsSuccess;
        return answer.IsSuccess || answer.Error == "TaskTimedOut" ? null : Unexpected(answer);
    }
}
