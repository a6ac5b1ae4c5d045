using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;

namespace Stepwell.Bench.Load;

/// <summary>Executions of a state machine of five Pass states in a row, each of which adds a little.</summary>
internal static class FivePassLoad
{
    public const int States = 5;
    public const string Machine = "five-pass";

    private static int _runs;

    public static void CreateStateMachine(IPEndPoint server, string type = "STANDARD") =>
        Client.Call(server, new Requests(server).CreateStateMachine(Machine, Definition(), type));

    /// <summary>Standard executions, asked for until they have ended.</summary>
    public static Sample Run(IPEndPoint server, int clients, Schedule schedule)
    {
        var requests = new Requests(server);
        var dialogue = new ExecutionDialogue(
            requests.StartExecution(Machine), requests.OfExecution(Machine, "DescribeExecution"), NewNames());
        return LoadLoop.Run(server, clients, dialogue, schedule);
    }

    /// <summary>Synchronous Express executions.</summary>
    public static Sample RunExpress(IPEndPoint server, int clients, Schedule schedule)
    {
        var start = new Requests(server).StartExecution(Machine, "StartSyncExecution");
        return LoadLoop.Run(server, clients, new ExecutionDialogue(start, describe: null, NewNames()), schedule);
    }

    /// <summary>A prefix for the names of executions that no other load has.</summary>
    public static string NewNames() => (++_runs).ToString("x8", CultureInfo.InvariantCulture);

    public static string Definition()
    {
        var states = new JsonObject();
        for (var index = 1; index <= States; index++)
        {
            var state = new JsonObject { ["Type"] = "Pass", ["Result"] = index, ["ResultPath"] = $"$.s{index}" };
            state.Add(index < States ? new("Next", $"S{index + 1}") : new("End", true));
            states.Add($"S{index}", state);
        }
        return new JsonObject { ["StartAt"] = "S1", ["States"] = states }.ToJsonString();
    }
}
