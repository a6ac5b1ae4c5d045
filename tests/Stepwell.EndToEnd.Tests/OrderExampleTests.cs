using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>The example application as its README tells people to run it.</summary>
public sealed class OrderExampleTests(SharedServer shared) : IDisposable
{
    private const int Orders = 100;

    private readonly TemporaryFolder _data = new();

    private static string Folder => Path.Combine(Repository.Root, "examples", "orders");

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData("1 orders: 1 shipped, 0 cancelled")]
    [InlineData("1 orders: 1 shipped, 0 cancelled", "--client", "cli")]
    [InlineData("1 orders: 1 shipped, 0 cancelled", "--payments", "csharp")]
    [InlineData("1 orders: 0 shipped, 1 cancelled", "--payment", "declined")]
    [InlineData("1 orders: 0 shipped, 1 cancelled", "--stock", "out")]
    [InlineData("1 orders: 0 shipped, 1 cancelled", "--carrier", "silent")]
    [InlineData("1 orders: 0 shipped, 1 cancelled", "--carrier", "refuses")]
    public async Task An_order_ends_as_its_options_say(string ending, params string[] options)
    {
        var result = await RunAsync(shared.Server, options);
        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
        Assert.EndsWith(ending, result.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_orders_finish_though_the_server_is_killed_in_the_middle()
    {
        Task<ToolResult> run;
        Uri endpoint;
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            endpoint = first.Endpoint;
            run = RunAsync(first, "--orders", $"{Orders}", "--quiet", "--carrier-timeout", "30");
            await Eventually.HoldsAsync(() => IsInTheMiddleAsync(first));
            await first.KillAsync();
        }

        await using var second = await StepwellServer.StartAgainAsync(_data.Path, endpoint);
        var result = await run;
        using var client = second.Client();
        var executions = await ExecutionsAsync(client);
        Assert.True(executions.Count == Orders, result.Output + result.Errors);
        foreach (var execution in executions)
        {
            var events = await client.HistoryAsync(execution.GetProperty("executionArn").GetString()!);
            HistoryRules.Check(events);
            var isShipped = execution.GetProperty("status").GetString() == "SUCCEEDED";
            Assert.Equal(isShipped ? "Order shipped" : "Order cancelled", HistoryRules.StatesEntered(events).Last());
        }
    }

    /// <summary>Some orders are done, and most are at one step or another.</summary>
    private static async Task<bool> IsInTheMiddleAsync(StepwellServer server)
    {
        using var client = server.Client();
        var executions = await ExecutionsAsync(client);
        return executions.Count == Orders && executions.Count(item => item.GetProperty("status").GetString() != "RUNNING") >= Orders / 10;
    }

    private static async Task<IReadOnlyList<JsonElement>> ExecutionsAsync(StepFunctionsClient client)
    {
        var machines = (await client.CallAsync("ListStateMachines", [])).Body.GetProperty("stateMachines");
        if (machines.GetArrayLength() == 0)
            return [];
        var arn = machines[0].GetProperty("stateMachineArn").GetString();
        var page = await client.CallAsync("ListExecutions", new JsonObject { ["stateMachineArn"] = arn, ["maxResults"] = 1000 });
        return [.. page.Body.GetProperty("executions").EnumerateArray()];
    }

    private static Task<ToolResult> RunAsync(StepwellServer server, params string[] options) =>
        Tool.RunAsync(Path.Combine(Folder, "run"), ["--endpoint", server.Endpoint.ToString(), .. options], folder: Folder);
}
