using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Crashes.Facts;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Checks;

/// <summary>The listings show each execution once, and none that nobody asked for. What they show the ledger knows afterwards.</summary>
internal sealed class ListingCheck(StepFunctionsClient client, Ledger ledger, Violations violations)
{
    public async Task RunAsync(Workflows workflows)
    {
        var known = ledger.Executions(_ => true).Select(facts => facts.Arn)
            .Concat(ledger.ExpressStarts.Select(express => express.Effect.Execution!))
            .ToHashSet();
        foreach (var machine in workflows.Standard)
        {
            var listed = await ListAsync(machine);
            foreach (var twice in listed.CountBy(arn => arn).Where(count => count.Value > 1))
                violations.Add($"{twice.Key} is listed {twice.Value} times");
            if (machine == workflows.Courier)
                await CheckCouriersAsync(listed);
            else
                foreach (var arn in listed.Where(arn => !known.Contains(arn)))
                    violations.Add($"Nobody has started {arn}");
        }
    }

    /// <summary>A task starts one child, however often it was carried out.</summary>
    private async Task CheckCouriersAsync(IEnumerable<string> couriers)
    {
        var byToken = new Dictionary<string, string>();
        foreach (var arn in couriers)
        {
            ledger.Of(arn);
            using var input = JsonDocument.Parse((await client.DescribeAsync(arn)).Text("input"));
            var token = input.RootElement.GetProperty("token").GetString()!;
            if (!byToken.TryAdd(token, arn))
                violations.Add($"One task has started {arn} and {byToken[token]}");
        }
    }

    private async Task<List<string>> ListAsync(string machine)
    {
        var arns = new List<string>();
        var request = new JsonObject { ["stateMachineArn"] = machine, ["maxResults"] = 1000 };
        while (true)
        {
            var page = await client.CallAsync("ListExecutions", request);
            arns.AddRange(page.Body.GetProperty("executions").EnumerateArray().Select(item => item.GetProperty("executionArn").GetString()!));
            if (!page.Body.TryGetProperty("nextToken", out var token) || token.ValueKind == JsonValueKind.Null)
                return arns;
            request["nextToken"] = token.GetString();
        }
    }
}
