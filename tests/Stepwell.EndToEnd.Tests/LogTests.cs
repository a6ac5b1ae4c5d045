using System.Text.Json;
using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Executions that are logged into a log group of the same server.</summary>
public sealed class LogTests : IDisposable
{
    private const string Group = "/aws/vendedlogs/states/logged";
    private const string GroupArn = $"arn:aws:logs:us-east-1:000000000000:log-group:{Group}:*";
    private const int Executions = 40;

    private const string Definition = """
        {"StartAt":"A","States":{
            "A":{"Type":"Pass","Next":"W"},"W":{"Type":"Wait","Seconds":1,"Next":"B"},"B":{"Type":"Pass","End":true}}}
        """;

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task The_cli_finds_what_an_execution_has_logged()
    {
        await using var server = await StepwellServer.StartAsync(_data.Path);
        await AwsCli.RunAsync(server, "logs", "create-log-group", "--log-group-name", Group);
        var machine = (await AwsCli.RunAsync(
            server, "stepfunctions", "create-state-machine", "--name", "logged", "--definition", Definitions.Hello,
            "--role-arn", "arn:aws:iam::000000000000:role/test", "--logging-configuration", Logging().ToJsonString()))
            .GetProperty("stateMachineArn").GetString()!;
        using var client = server.Client();
        var execution = await client.StartAsync(machine, "one");
        await client.WaitForEndAsync(execution);
        await Eventually.HoldsAsync(async () => (await LoggedAsync(client)).Count == 4);

        var found = await AwsCli.RunAsync(
            server, "logs", "filter-log-events", "--log-group-name", Group,
            "--filter-pattern", $"{{ $.type = \"*Succeeded\" && $.execution_arn = \"{execution}\" }}");
        var logged = Assert.Single(found.GetProperty("events").EnumerateArray());
        Assert.StartsWith("states/logged/", logged.GetProperty("logStreamName").GetString(), StringComparison.Ordinal);
        using var message = JsonDocument.Parse(logged.GetProperty("message").GetString()!);
        Assert.Equal("""{"hello":"world"}""", message.RootElement.GetProperty("details").GetProperty("output").GetString());
    }

    [Fact]
    public async Task Every_event_is_logged_exactly_once_although_the_server_is_killed_on_the_way()
    {
        var executions = new List<string>();
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            using var client = first.Client();
            await client.CallAsync("Logs_20140328.CreateLogGroup", new() { ["logGroupName"] = Group });
            var machine = (await client.CallAsync("CreateStateMachine", new()
            {
                ["name"] = "logged",
                ["definition"] = Definition,
                ["roleArn"] = "arn:aws:iam::000000000000:role/test",
                ["loggingConfiguration"] = Logging(),
            })).Text("stateMachineArn");
            for (var i = 0; i < Executions; i++)
                executions.Add(await client.StartAsync(machine, $"e{i}"));
            await client.WaitForEndAsync(executions[0]);
            await first.KillAsync();
        }

        await using var second = await StepwellServer.StartAsync(_data.Path);
        using var again = second.Client();
        var expected = new List<string>();
        foreach (var execution in executions)
        {
            await again.WaitForEndAsync(execution);
            expected.AddRange((await again.HistoryAsync(execution)).Select(item => $"{execution} {item.GetProperty("id")}"));
        }
        await Eventually.HoldsAsync(async () => (await LoggedAsync(again)).Count >= expected.Count);
        var logged = (await LoggedAsync(again)).Select(message => $"{message.GetProperty("execution_arn")} {message.GetProperty("id")}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), logged.Order(StringComparer.Ordinal));
    }

    private static JsonObject Logging() => new()
    {
        ["level"] = "ALL",
        ["includeExecutionData"] = true,
        ["destinations"] = new JsonArray(new JsonObject { ["cloudWatchLogsLogGroup"] = new JsonObject { ["logGroupArn"] = GroupArn } }),
    };

    /// <summary>All messages of the group, page by page.</summary>
    private static async Task<List<JsonElement>> LoggedAsync(StepFunctionsClient client)
    {
        var messages = new List<JsonElement>();
        var request = new JsonObject { ["logGroupName"] = Group, ["limit"] = 100 };
        while (true)
        {
            var page = await client.CallAsync("Logs_20140328.FilterLogEvents", request);
            foreach (var found in page.Body.GetProperty("events").EnumerateArray())
            {
                using var message = JsonDocument.Parse(found.GetProperty("message").GetString()!);
                messages.Add(message.RootElement.Clone());
            }
            if (!page.Body.TryGetProperty("nextToken", out var token))
                return messages;
            request["nextToken"] = token.GetString();
        }
    }
}
