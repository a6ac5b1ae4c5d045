using System.Text;
using System.Text.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Logging;

public sealed class ExecutionLogTests
{
    private const string Failing = """{"StartAt":"S","States":{"S":{"Type":"Fail","Error":"E","Cause":"C"}}}""";

    [Fact]
    public async Task All_events_are_logged_as_AWS_writes_them()
    {
        await using var server = await Server.Start();
        var execution = await Run(server, Pass, "ALL", includeData: true, """{"n":1}""");
        var ms = server.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        var end = $"\"event_timestamp\":\"{ms}\",\"execution_arn\":\"{execution}\",\"redrive_count\":\"0\"}}";
        const string Input = """
            "input":"{\"n\":1}","inputDetails":{"truncated":false}
            """;
        const string Output = """
            "output":"{\"n\":1}","outputDetails":{"truncated":false}
            """;
        Assert.Equal(
            [
                $"{{\"id\":\"1\",\"type\":\"ExecutionStarted\",\"details\":{{{Input},\"roleArn\":\"{Role}\"}},\"previous_event_id\":\"0\",{end}",
                $"{{\"id\":\"2\",\"type\":\"PassStateEntered\",\"details\":{{\"name\":\"S\",{Input}}},\"previous_event_id\":\"0\",{end}",
                $"{{\"id\":\"3\",\"type\":\"PassStateExited\",\"details\":{{\"name\":\"S\",{Output}}},\"previous_event_id\":\"2\",{end}",
                $"{{\"id\":\"4\",\"type\":\"ExecutionSucceeded\",\"details\":{{{Output}}},\"previous_event_id\":\"3\",{end}",
            ],
            Messages(server));
        Assert.All(server.Logs.Entries, entry => Assert.Equal(ms, entry.Entry.TimestampMs));
        Assert.All(server.Logs.Entries, entry => Assert.StartsWith("states/machine/2026-01-01-00-00/", entry.Stream, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_execution_data_neither_inputs_nor_outputs_are_logged()
    {
        await using var server = await Server.Start();
        await Run(server, Pass, "ALL", includeData: false, """{"secret":"x"}""");
        Assert.Equal(4, Messages(server).Length);
        Assert.All(Messages(server), message => Assert.DoesNotContain("secret", message, StringComparison.Ordinal));
        Assert.All(Messages(server), message => Assert.DoesNotContain("truncated", message, StringComparison.Ordinal));
        Assert.Contains("\"details\":{}", Messages(server)[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ALL", new[] { "ExecutionStarted", "FailStateEntered", "ExecutionFailed" })]
    [InlineData("ERROR", new[] { "FailStateEntered", "ExecutionFailed" })]
    [InlineData("FATAL", new[] { "ExecutionFailed" })]
    [InlineData("OFF", new string[0])]
    public async Task A_level_lets_its_events_through(string level, string[] types)
    {
        await using var server = await Server.Start();
        await Run(server, Failing, level, includeData: true);
        Assert.Equal(types, Messages(server).Select(message => JsonDocument.Parse(message).RootElement.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task An_event_that_is_too_large_is_cut_and_says_so()
    {
        await using var server = await Server.Start();
        // Quotes take twice the room in JSON text, and again in the log.
        var input = $"\"{string.Concat(Enumerable.Repeat("\\\"", 100_000))}\"";
        await Run(server, Pass, "ALL", includeData: true, input);
        Assert.Equal(4, Messages(server).Length);
        foreach (var message in Messages(server))
        {
            Assert.InRange(Encoding.UTF8.GetByteCount(message), 100_000, 262_118);
            Assert.Contains("\"truncated\":true", message, StringComparison.Ordinal);
            using var json = JsonDocument.Parse(message);
        }
    }

    [Fact]
    public async Task Executions_go_on_when_their_log_group_is_gone()
    {
        await using var server = await Server.Start();
        var machine = await Create(server, Pass, "ALL", includeData: true);
        server.Logs.HasTheGroup = false;
        Assert.Equal("SUCCEEDED", (await server.End(await server.StartExecution(machine))).Status);
        Assert.Empty(server.Logs.Entries);
    }

    [Fact]
    public async Task Running_executions_log_as_their_revision_said()
    {
        await using var server = await Server.Start();
        var machine = await Create(server, Waiting(10), "ALL", includeData: true);
        var execution = await server.StartExecution(machine);
        await server.Service.UpdateStateMachine(new() { StateMachineArn = machine, LoggingConfiguration = new() { Level = "OFF" } }, server.Context);
        await server.Restart(TimeSpan.FromSeconds(20));
        await server.End(execution);
        await server.Until("the whole log", () => Task.FromResult(Messages(server).Length == 4));
        Assert.Equal(["1", "2", "3", "4"], Messages(server).Select(message => JsonDocument.Parse(message).RootElement.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task What_a_redrive_adds_says_which_redrive_it_is()
    {
        await using var server = await Server.Start();
        var execution = await Run(server, Failing, "ALL", includeData: false);
        await server.Redrive(execution);
        await server.End(execution);
        Assert.Equal(
            ["0", "0", "0", "1", "1", "1"],
            Messages(server).Select(message => JsonDocument.Parse(message).RootElement.GetProperty("redrive_count").GetString()));
        Assert.Contains("\"type\":\"ExecutionRedriven\",\"details\":{\"redriveCount\":1}", Messages(server)[3], StringComparison.Ordinal);
    }

    private static string[] Messages(Server server) => [.. server.Logs.Entries.Select(entry => entry.Entry.Message)];

    private static async Task<string> Run(Server server, string definition, string level, bool includeData, string? input = null)
    {
        var execution = await server.StartExecution(await Create(server, definition, level, includeData), input: input);
        await server.End(execution);
        return execution;
    }

    private static async Task<string> Create(Server server, string definition, string level, bool includeData)
    {
        var logging = new LoggingConfiguration
        {
            Level = level,
            IncludeExecutionData = includeData,
            Destinations = [new() { CloudWatchLogsLogGroup = new() { LogGroupArn = LogBook.Group } }],
        };
        var created = await server.Service.CreateStateMachine(
            new() { Name = "machine", Definition = definition, RoleArn = Role, LoggingConfiguration = logging }, server.Context);
        return created.StateMachineArn;
    }
}
