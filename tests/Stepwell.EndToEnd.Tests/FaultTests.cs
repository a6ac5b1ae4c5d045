using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests;

/// <summary>The store fails beneath a running server, and comes back.</summary>
public sealed class FaultTests : IDisposable
{
    private const int StartsInVain = 20;

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_full_disk_refuses_work_loses_nothing_and_is_forgotten_when_there_is_room()
    {
        Assert.SkipWhen(StoreEngine.IsPostgres, "The disk of the embedded store is meant.");
        Assert.SkipUnless(SmallDisk.IsPossible, "Only root can mount a small disk.");
        await using var disk = await SmallDisk.MountAsync();
        var input = $$"""{"text":"{{new string('x', 20_000)}}"}""";
        List<string> accepted;
        await using (var first = await StepwellServer.StartAsync(disk.Path))
        {
            using var client = first.Client();
            var machine = await client.CreateStateMachineAsync("hello", Definitions.Hello);
            accepted = await StartUntilRefusedAsync(client, machine, input);
            Assert.NotEmpty(accepted);
            Assert.Equal(input, (await client.DescribeAsync(accepted[0])).Text("input"));

            disk.MakeRoom();
            accepted.Add(await StartWhenAcceptedAsync(client, machine, input));
            await CheckAsync(client, accepted, input);
            await first.KillAsync();
        }

        await using var second = await StepwellServer.StartAsync(disk.Path);
        using var again = second.Client();
        await CheckAsync(again, accepted, input);
    }

    [Fact]
    public async Task A_database_that_is_killed_costs_what_is_under_way_and_nothing_else()
    {
        Assert.SkipWhen(StoreEngine.IsPostgres, "Runs once, with a database of its own.");
        using var database = new PostgresServer();
        await using var server = await StepwellServer.StartAsync(_data.Path, "--store", database.TakeDatabase());
        using var client = server.Client();
        var machine = await client.CreateStateMachineAsync("hello", Definitions.Hello);
        var accepted = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            var load = StartUntilRefusedAsync(client, machine, "{}", $"round-{round}");
            database.Kill();
            accepted.AddRange(await load);
            database.Start();
            accepted.Add(await StartWhenAcceptedAsync(client, machine, "{}", $"again-{round}"));
        }

        await CheckAsync(client, accepted, "{}");
    }

    /// <summary>Starts executions one after another; ends when several in a row were refused.</summary>
    private static async Task<List<string>> StartUntilRefusedAsync(StepFunctionsClient client, string machine, string input, string prefix = "one")
    {
        var accepted = new List<string>();
        var refused = 0;
        for (var number = 0; refused < StartsInVain; number++)
        {
            var answer = await client.SendAsync("StartExecution", Start(machine, $"{prefix}-{number}", input));
            if (answer.IsSuccess)
                accepted.Add(answer.Text("executionArn"));
            else
                Assert.Equal(503, answer.Status);
            refused = answer.IsSuccess ? 0 : refused + 1;
        }

        return accepted;
    }

    private static async Task<string> StartWhenAcceptedAsync(StepFunctionsClient client, string machine, string input, string name = "again")
    {
        Answer? answer = null;
        await Eventually.HoldsAsync(async () => (answer = await client.SendAsync("StartExecution", Start(machine, name, input))).IsSuccess);
        return answer!.Text("executionArn");
    }

    private static async Task CheckAsync(StepFunctionsClient client, List<string> executions, string input)
    {
        foreach (var execution in executions)
        {
            var description = await client.WaitForEndAsync(execution);
            Assert.Equal(("SUCCEEDED", input), (description.Text("status"), description.Text("input")));
            Assert.Equal("ExecutionSucceeded", (await client.HistoryAsync(execution))[^1].GetProperty("type").GetString());
        }
    }

    private static JsonObject Start(string machine, string name, string input) => new() { ["stateMachineArn"] = machine, ["name"] = name, ["input"] = input };
}
