using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Executions;

public sealed class HistoryTests
{
    /// <summary>Three decisions, ten events.</summary>
    private const string Chain = """
        {"StartAt":"A","States":{"A":{"Type":"Pass","Next":"W"},"W":{"Type":"Wait","Seconds":1,"Next":"X"},"X":{"Type":"Wait","Seconds":1,"Next":"B"},
         "B":{"Type":"Pass","Assign":{"v":[1]},"End":true}}}
        """;

    [Theory]
    [InlineData(1, false)]
    [InlineData(3, false)]
    [InlineData(10, false)]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(10, true)]
    public async Task Pages_make_up_the_whole_in_either_order(int size, bool isReversed)
    {
        await using var server = await Server.Start();
        var execution = await Ended(server);
        var all = (await server.History(execution)).Select(entry => entry.Id).ToList();
        Assert.Equal(Enumerable.Range(1, 10).Select(id => (long)id), all);
        var seen = new List<long>();
        string? token = null;
        do
        {
            var page = await Page(server, execution, size, isReversed, token);
            Assert.InRange(page.Events.Count, 1, size);
            seen.AddRange(page.Events.Select(entry => entry.Id));
            token = page.NextToken;
            await server.Restart();
        }
        while (token is not null);
        if (isReversed)
            all.Reverse();
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Tokens_hold_for_the_list_they_came_from_only()
    {
        await using var server = await Server.Start();
        var execution = await Ended(server);
        var token = (await Page(server, execution, 2, isReversed: false, null)).NextToken;
        Assert.NotNull(token);
        const string Text = "Invalid Token: 'Invalid token'";
        await Refuses<InvalidTokenException>(Text, () => Page(server, execution, 2, isReversed: true, token));
        await Refuses<InvalidTokenException>(Text, () => Page(server, execution, 2, isReversed: false, "no token"));
        await Refuses<InvalidTokenException>(Text, () => Page(server, execution, 2, isReversed: false, token[..^3]));
        var other = await server.StartExecution(await server.CreateMachine(Pass, "other"));
        await Refuses<InvalidTokenException>(Text, () => Page(server, other, 2, isReversed: false, token));
    }

    [Fact]
    public async Task A_page_taken_while_the_execution_runs_goes_on_with_what_came_since()
    {
        await using var server = await Server.Start();
        var execution = await server.StartExecution(await server.CreateMachine(Chain));
        var first = await Page(server, execution, 3, isReversed: false, null);
        Assert.Equal(3, first.Events.Count);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.UntilShown(execution, "WaitStateEntered", 2);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.End(execution);
        Assert.Equal(4, (await Page(server, execution, 100, isReversed: false, first.NextToken)).Events[0].Id);
    }

    [Fact]
    public async Task Events_have_names_causes_times_and_data()
    {
        await using var server = await Server.Start();
        var execution = await Ended(server);
        var events = await server.History(execution);
        Assert.Equal(
            [
                "ExecutionStarted", "PassStateEntered", "PassStateExited", "WaitStateEntered", "WaitStateExited", "WaitStateEntered", "WaitStateExited",
                "PassStateEntered", "PassStateExited", "ExecutionSucceeded",
            ],
            events.Select(entry => entry.Type));
        Assert.Equal([0, 0, 2, 3, 4, 5, 6, 7, 8, 9], events.Select(entry => entry.PreviousEventId!.Value));
        var started = events[0].Timestamp;
        Assert.Equal([0, 0, 0, 0, 1, 1, 2, 2, 2, 2], events.Select(entry => (entry.Timestamp - started).TotalSeconds));
        Assert.Equal(("""{"in":1}""", Role, false), (events[0].ExecutionStartedEventDetails!.Input, events[0].ExecutionStartedEventDetails!.RoleArn, events[0].ExecutionStartedEventDetails!.InputDetails!.Truncated));
        var exited = events[8].StateExitedEventDetails!;
        Assert.Equal(("B", """{"in":1}""", "[1]"), (exited.Name, exited.Output, exited.AssignedVariables!["v"]));
        Assert.Equal("""{"in":1}""", events[9].ExecutionSucceededEventDetails!.Output);
    }

    [Fact]
    public async Task Without_execution_data_inputs_outputs_and_variables_are_left_out()
    {
        await using var server = await Server.Start();
        var execution = await Ended(server);
        var events = (await server.Service.GetExecutionHistory(new() { ExecutionArn = execution, IncludeExecutionData = false }, server.Context)).Events;
        Assert.Equal(10, events.Count);
        Assert.Equal((null, Role), (events[0].ExecutionStartedEventDetails!.Input, events[0].ExecutionStartedEventDetails!.RoleArn));
        Assert.Equal((null, "A"), (events[1].StateEnteredEventDetails!.Input, events[1].StateEnteredEventDetails!.Name));
        Assert.Equal((null, null), (events[8].StateExitedEventDetails!.Output, events[8].StateExitedEventDetails!.AssignedVariables));
        Assert.Null(events[9].ExecutionSucceededEventDetails!.Output);
    }

    [Fact]
    public async Task Metadata_alone_describes_an_execution_without_its_data()
    {
        await using var server = await Server.Start();
        var execution = await Ended(server);
        var described = await server.Service.DescribeExecution(new() { ExecutionArn = execution, IncludedData = "METADATA_ONLY" }, server.Context);
        Assert.Equal(("SUCCEEDED", null, null), (described.Status, described.Input, described.Output));
        Assert.Equal((false, false), (described.InputDetails!.Included, described.OutputDetails!.Included));
    }

    private static async Task<string> Ended(Server server)
    {
        var execution = await server.StartExecution(await server.CreateMachine(Chain), "run", """{"in":1}""");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.UntilShown(execution, "WaitStateEntered", 2);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await server.End(execution);
        return execution;
    }

    private static async Task<GetExecutionHistoryOutput> Page(Server server, string execution, int size, bool isReversed, string? token) =>
        await server.Service.GetExecutionHistory(
            new() { ExecutionArn = execution, MaxResults = size, ReverseOrder = isReversed, NextToken = token }, server.Context);
}
