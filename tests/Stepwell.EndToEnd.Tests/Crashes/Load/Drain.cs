using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Crashes.Facts;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>Waits, while workers go on, until nothing is open any more.</summary>
internal sealed class Drain(StepFunctionsClient client, Ledger ledger)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TimeBetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly Queue<ExpressStart> _express = new(ledger.ExpressStarts.Where(express => express.IsAcknowledged));

    /// <summary>Gives up in the end: who compares afterwards will see what is open.</summary>
    public async Task RunAsync(Workflows workflows)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        while (!limit.IsCancellationRequested && !(await HasEndedAsync(workflows) && await ChildrenHaveEndedAsync() && await ExpressHasRunAsync()))
            await Task.Delay(TimeBetweenLooks, TimeProvider.System, CancellationToken.None);
    }

    private async Task<bool> HasEndedAsync(Workflows workflows)
    {
        foreach (var machine in workflows.Standard)
        {
            var request = new JsonObject { ["stateMachineArn"] = machine, ["statusFilter"] = "RUNNING", ["maxResults"] = 1 };
            if ((await client.CallAsync("ListExecutions", request)).Body.GetProperty("executions").GetArrayLength() > 0)
                return false;
        }
        return true;
    }

    /// <summary>Those of Map Runs, which are not listed with a state machine's.</summary>
    private async Task<bool> ChildrenHaveEndedAsync()
    {
        foreach (var child in ledger.Executions(facts => facts is { IsSettled: false, Start: null }))
        {
            if ((await client.DescribeAsync(child.Arn)).Text("status") == "RUNNING")
                return false;
            child.IsSettled = true;
        }
        return true;
    }

    private async Task<bool> ExpressHasRunAsync()
    {
        while (_express.TryPeek(out var express))
        {
            if (!(await client.SendAsync("DescribeExecution", new() { ["executionArn"] = express.Effect.Execution })).IsSuccess)
                return false;
            _express.Dequeue();
        }
        return true;
    }
}
