using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.Bench.Load.Generator;

namespace Stepwell.Bench.Load;

/// <summary>Executions of a state machine of five Pass states in a row, each of which adds a little.</summary>
internal static class FivePassLoad
{
    public const int States = 5;
    public const string Machine = "five-pass";

    /// <summary>Executions that one call lists at most.</summary>
    public const int LargestPage = 1_000;

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

    /// <summary>
    /// Standard executions that are only started; <see cref="CountSucceeded"/> asks for their ends. Right behind the last answer none may
    /// be open any more.
    /// </summary>
    public static Sample RunStarts(IPEndPoint server, int clients, Schedule schedule)
    {
        var sample = LoadLoop.Run(server, clients, Starts(server, NewNames()), schedule);
        using var open = JsonDocument.Parse(Client.Call(server, new Requests(server).ListExecutions(Machine, ",\"statusFilter\":\"RUNNING\"")));
        return open.RootElement.GetProperty("executions").GetArrayLength() == 0
            ? sample
            : throw new IOException("Executions are open, although the answers to their starts have arrived.");
    }

    /// <summary>A turn is a start.</summary>
    /// <param name="names">The prefix of the names.</param>
    public static CallDialogue Starts(IPEndPoint server, string names) =>
        new(new Requests(server).StartExecution(Machine), turn => ExecutionDialogue.NameOf(names, turn));

    /// <summary>How many executions are listed.</summary>
    /// <exception cref="IOException">One of them has not succeeded.</exception>
    public static long CountSucceeded(IPEndPoint server)
    {
        var requests = new Requests(server);
        var (count, next) = (0L, "");
        while (true)
        {
            using var page = JsonDocument.Parse(Client.Call(server, requests.ListExecutions(Machine, $",\"maxResults\":{LargestPage}{next}")));
            foreach (var execution in page.RootElement.GetProperty("executions").EnumerateArray())
            {
                if (!execution.GetProperty("status").ValueEquals("SUCCEEDED"u8))
                    throw new IOException($"An execution has not succeeded: {execution}");
                count++;
            }
            if (!page.RootElement.TryGetProperty("nextToken", out var token))
                return count;
            next = $",\"nextToken\":\"{token.GetString()}\"";
        }
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
