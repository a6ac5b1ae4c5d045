using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Facts;

/// <summary>Under a name that an execution with another input has. Must be refused.</summary>
internal sealed class OtherStart(Start first) : Request(
    "StartExecution",
    first.Execution,
    new JsonObject { ["stateMachineArn"] = first.Machine, ["name"] = first.Name, ["input"] = """{"id":"other"}""" })
{
    public override string? Hear(Answer answer) => answer.Error == "ExecutionAlreadyExists" ? null : Unexpected(answer);
}
