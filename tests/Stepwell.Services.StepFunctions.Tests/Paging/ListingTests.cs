using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Paging;

public sealed class ListingTests
{
    private const string Invalid = "Invalid Token: 'Invalid token'";

    /// <summary>Ends as its input says: at once, by failing, by a stop, by running out of time, or not at all.</summary>
    private const string Mixed = """
        {"TimeoutSeconds":100,"StartAt":"C","States":{
          "C":{"Type":"Choice","Choices":[{"Variable":"$","StringEquals":"succeed","Next":"S"},{"Variable":"$","StringEquals":"fail","Next":"F"}],"Default":"W"},
          "S":{"Type":"Succeed"},"F":{"Type":"Fail"},"W":{"Type":"Wait","Seconds":1000,"End":true}}}
        """;

    [Fact]
    public async Task Executions_are_listed_newest_first_with_every_filter()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Mixed);
        await Start(server, machine, "timeout", 2);
        server.Clock.Advance(TimeSpan.FromSeconds(100));
        await server.Until("both timeouts", async () => (await List(server, machine, "TIMED_OUT")).Length == 2);
        foreach (var input in new[] { "succeed", "fail", "run", "stop", "succeed", "fail" })
            await Start(server, machine, input, 1);
        var stopped = (await List(server, machine, "RUNNING"))[0];
        Assert.StartsWith("stop", stopped, StringComparison.Ordinal);
        await server.Service.StopExecution(
            new() { ExecutionArn = machine.Replace("stateMachine", "execution", StringComparison.Ordinal) + ":" + stopped }, server.Context);

        Assert.Equal(["fail-7", "succeed-6", "stop-5", "run-4", "fail-3", "succeed-2", "timeout-1", "timeout-0"], await List(server, machine, null));
        Assert.Equal(["succeed-6", "succeed-2"], await List(server, machine, "SUCCEEDED"));
        Assert.Equal(["fail-7", "fail-3"], await List(server, machine, "FAILED"));
        Assert.Equal(["timeout-1", "timeout-0"], await List(server, machine, "TIMED_OUT"));
        Assert.Equal(["stop-5"], await List(server, machine, "ABORTED"));
        Assert.Equal(["run-4"], await List(server, machine, "RUNNING"));
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(null, 3)]
    [InlineData("SUCCEEDED", 2)]
    public async Task Pages_of_executions_survive_restarts_and_new_executions(string? filter, int size)
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Mixed);
        foreach (var input in new[] { "succeed", "fail", "succeed", "run", "succeed" })
            await Start(server, machine, input, 1);
        var all = await List(server, machine, filter);
        var seen = new List<string>();
        string? token = null;
        do
        {
            var page = await server.Service.ListExecutions(
                new() { StateMachineArn = machine, StatusFilter = filter, MaxResults = size, NextToken = token }, server.Context);
            seen.AddRange(page.Executions.Select(item => item.Name));
            token = page.NextToken;
            await Start(server, machine, "succeed", 1);
            await server.Restart();
        }
        while (token is not null);
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Tokens_of_other_lists_are_refused()
    {
        await using var server = await Server.Start();
        var (machine, other) = (await server.CreateMachine(Mixed), await server.CreateMachine(Mixed, "other"));
        await Start(server, machine, "succeed", 3);
        var token = (await server.Service.ListExecutions(new() { StateMachineArn = machine, MaxResults = 1 }, server.Context)).NextToken;
        Assert.NotNull(token);
        await Refuses<InvalidTokenException>(Invalid, async () =>
            await server.Service.ListExecutions(new() { StateMachineArn = other, NextToken = token }, server.Context));
        await Refuses<InvalidTokenException>(Invalid, async () =>
            await server.Service.ListExecutions(new() { StateMachineArn = machine, StatusFilter = "FAILED", NextToken = token }, server.Context));
        await Refuses<InvalidTokenException>(Invalid, async () =>
            await server.Service.ListStateMachines(new() { NextToken = token }, server.Context));
        await Refuses<InvalidTokenException>(Invalid, async () => await server.Service.ListActivities(new() { NextToken = "%" }, server.Context));
    }

    [Fact]
    public async Task Machines_and_activities_are_listed_by_name_page_by_page()
    {
        await using var server = await Server.Start();
        foreach (var name in new[] { "b", "a", "C", "d", "a-1" })
        {
            await server.CreateMachine(Pass, name);
            await server.CreateActivity(name);
        }
        string[] sorted = ["C", "a", "a-1", "b", "d"];
        var (machines, activities) = (new List<string>(), new List<string>());
        string? token = null;
        do
        {
            var page = await server.Service.ListStateMachines(new() { MaxResults = 2, NextToken = token }, server.Context);
            machines.AddRange(page.StateMachines.Select(item => item.Name));
            token = page.NextToken;
        }
        while (token is not null);
        do
        {
            var page = await server.Service.ListActivities(new() { MaxResults = 2, NextToken = token }, server.Context);
            activities.AddRange(page.Activities.Select(item => item.Name));
            token = page.NextToken;
        }
        while (token is not null);
        Assert.Equal(sorted, machines);
        Assert.Equal(sorted, activities);
    }

    [Fact]
    public async Task A_page_that_holds_exactly_the_rest_has_no_token()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Mixed);
        await Start(server, machine, "succeed", 2);
        var page = await server.Service.ListExecutions(new() { StateMachineArn = machine, MaxResults = 2 }, server.Context);
        Assert.Equal((2, null), (page.Executions.Count, page.NextToken));
    }

    [Fact]
    public async Task Without_a_number_a_page_has_100()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Mixed);
        await Start(server, machine, "succeed", 101);
        var page = await server.Service.ListExecutions(new() { StateMachineArn = machine, MaxResults = 0 }, server.Context);
        Assert.Equal(100, page.Executions.Count);
        Assert.Single((await server.Service.ListExecutions(new() { StateMachineArn = machine, NextToken = page.NextToken }, server.Context)).Executions);
    }

    /// <summary>Names end in the number of the start.</summary>
    private static async Task Start(Server server, string machine, string input, int count)
    {
        for (var i = 0; i < count; i++)
        {
            // Ids grow within a millisecond by partition only, and order counts here.
            server.Clock.Advance(TimeSpan.FromMilliseconds(1));
            var number = (await server.Service.ListExecutions(new() { StateMachineArn = machine, MaxResults = 1_000 }, server.Context)).Executions.Count;
            await server.StartExecution(machine, $"{input}-{number}", $"\"{input}\"");
        }
    }

    private static async Task<string[]> List(Server server, string machine, string? filter)
    {
        var listed = await server.Service.ListExecutions(new() { StateMachineArn = machine, StatusFilter = filter }, server.Context);
        return [.. listed.Executions.Select(item => item.Name)];
    }
}
