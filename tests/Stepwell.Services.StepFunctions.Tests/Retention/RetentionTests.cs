using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.MapRuns;
using Stepwell.Services.StepFunctions.Retention;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tests.MapRuns;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Retention;

/// <summary>Closed executions go when their time is over, with all that belongs to them.</summary>
public sealed class RetentionTests
{
    private const string Fail = """{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E"}}}""";

    [Fact]
    public async Task A_closed_execution_is_there_for_ninety_days_and_then_gone()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Pass);
        await server.End(execution);
        server.Clock.Advance(TimeSpan.FromDays(90) - Expiry.FirstLook);
        await Looked(server);
        Assert.Equal("SUCCEEDED", (await server.Describe(execution)).Status);
        server.Clock.Advance(Expiry.ShortestPause);
        await Gone(server, execution);
        await Refuses<ExecutionDoesNotExistException>(
            $"Execution Does Not Exist: '{execution}'",
            async () => await server.Service.GetExecutionHistory(new() { ExecutionArn = execution }, server.Context));
        await Refuses<ExecutionDoesNotExistException>(
            $"Execution Does Not Exist: '{execution}'",
            async () => await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context));
        await Refuses<ExecutionDoesNotExistException>($"Execution Does Not Exist: '{execution}'", () => server.Redrive(execution));
        Assert.Equal((0, 0), (server.Count(Tables.Executions), server.Count(Tables.Journal)));
    }

    [Fact]
    public async Task Listings_leave_it_out_and_its_name_can_be_used_again()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var machine = await server.CreateMachine(Pass);
        var execution = await server.StartExecution(machine, "again", "1");
        await server.End(execution);
        await server.Restart(downFor: TimeSpan.FromDays(2));
        server.Clock.Advance(Expiry.FirstLook);
        await Gone(server, execution);
        Assert.Empty((await server.Service.ListExecutions(new() { StateMachineArn = machine }, server.Context)).Executions);
        Assert.Equal(execution, await server.StartExecution(machine, "again", "2"));
        Assert.Equal("2", (await server.End(execution)).Output);
        Assert.Equal([1L, 2L, 3L, 4L], (await server.History(execution)).Select(entry => entry.Id));
    }

    [Fact]
    public async Task One_that_is_open_stays_however_old_it_is()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity));
        await server.Restart(downFor: TimeSpan.FromDays(300));
        await Looked(server);
        await server.Succeed((await server.Take(activity)).TaskToken);
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
    }

    [Fact]
    public async Task One_that_is_redriven_stays_and_its_time_counts_from_its_new_end()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity));
        await FailTask(server, activity);
        await server.End(execution);
        server.Clock.Advance(TimeSpan.FromHours(23));
        await server.Redrive(execution);
        server.Clock.Advance(TimeSpan.FromHours(23));
        await Looked(server);
        await FailTask(server, activity);
        Assert.Equal("FAILED", (await server.End(execution)).Status);
        server.Clock.Advance(TimeSpan.FromHours(23));
        await Looked(server);
        Assert.Equal(("FAILED", 1), ((await server.Describe(execution)).Status, server.Count(Tables.Redrives)));
        server.Clock.Advance(TimeSpan.FromHours(2));
        await Gone(server, execution);
        Assert.Equal((0, 0), (server.Count(Tables.Journal), server.Count(Tables.Redrives)));
    }

    [Fact]
    public async Task Map_runs_and_children_go_with_it()
    {
        await using var server = await Server.Start();
        var items = $"[{string.Join(',', Enumerable.Range(0, Expiry.RowsAtOnce + 5))}]";
        var few = await server.StartExecution(await server.CreateMachine(Map(Fail, tolerance: 100), "few"), input: "[1,2]");
        var many = await server.StartExecution(await server.CreateMachine(Map(Fail, tolerance: 0), "many"), input: items);
        await server.End(few);
        await server.End(many);
        var mapRun = (await server.MapRunOf(few)).MapRunArn;
        server.Clock.Advance(TimeSpan.FromDays(91));
        await Gone(server, few);
        await Gone(server, many);
        await server.Until("nothing is left", () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(
                server.Count(Tables.Executions) + server.Count(Tables.Journal) + server.Count(Tables.Tasks)
                + server.Count(MapRunTables.MapRuns) + server.Count(MapRunTables.Plans) + server.Count(MapRunTables.Children) == 0);
        });
        await Assert.ThrowsAsync<ResourceNotFoundException>(
            async () => await server.Service.DescribeMapRun(new() { MapRunArn = mapRun }, server.Context));
    }

    [Fact]
    public async Task A_child_that_went_before_a_redrive_counts_as_failed_for_good()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var activity = await server.CreateActivity();
        var execution = await server.Run(Map(OneTask(activity), tolerance: 50), "[1,2,3]");
        await FailTask(server, activity);
        var mapRun = (await server.MapRunOf(execution)).MapRunArn;
        await server.Until("a failed child", async () => (await server.MapRunOf(execution)).ItemCounts.Failed == 1);
        server.Clock.Advance(TimeSpan.FromDays(2));
        await server.Until("two children", async () => (await server.Children(mapRun)).Count == 2);
        await FailTask(server, activity);
        await server.End(execution);
        await server.Redrive(execution);
        await server.Succeed((await server.Take(activity)).TaskToken);
        await server.Succeed((await server.Take(activity)).TaskToken);
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
        var counts = (await server.MapRunOf(execution)).ItemCounts;
        Assert.Equal((2L, 1L, 1L), (counts.Succeeded, counts.Failed, counts.FailuresNotRedrivable));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_goes_while_it_is_read_was_not_there(bool isReversed)
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var execution = await WithLongJournal(server);
        server.Clock.Advance(TimeSpan.FromDays(2));
        // Its row goes before its journal, which would be a history with nobody to belong to.
        server.BeforeRead(Tables.Journal, () => Gone(server, execution).GetAwaiter().GetResult());
        await Assert.ThrowsAsync<ExecutionDoesNotExistException>(async () => await server.Service.GetExecutionHistory(
            new() { ExecutionArn = execution, ReverseOrder = isReversed }, server.Context));
    }

    [Fact]
    public async Task One_that_goes_while_it_is_described_was_not_there()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var execution = await WithLongJournal(server);
        server.Clock.Advance(TimeSpan.FromDays(2));
        server.BeforeRead(Tables.Journal, () => NoJournal(server).GetAwaiter().GetResult());
        await Assert.ThrowsAsync<ExecutionDoesNotExistException>(() => server.Describe(execution));
    }

    [Fact]
    public async Task A_page_of_one_that_went_since_the_last_page_is_refused()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var execution = await WithLongJournal(server);
        var page = await server.Service.GetExecutionHistory(new() { ExecutionArn = execution, MaxResults = 5 }, server.Context);
        server.Clock.Advance(TimeSpan.FromDays(2));
        server.BeforeRead(Tables.Journal, () => NoJournal(server).GetAwaiter().GetResult());
        await Assert.ThrowsAsync<ExecutionDoesNotExistException>(async () => await server.Service.GetExecutionHistory(
            new() { ExecutionArn = execution, MaxResults = 5, NextToken = page.NextToken }, server.Context));
    }

    [Fact]
    public async Task A_long_journal_is_removed_bit_by_bit_across_a_restart()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var execution = await WithLongJournal(server);
        Assert.True(server.Count(Tables.Journal) > Expiry.RowsAtOnce);
        server.Clock.Advance(TimeSpan.FromDays(2));
        await Gone(server, execution);
        await server.Restart();
        await NoJournal(server);
    }

    [Fact]
    public async Task Many_go_in_slices_and_the_server_answers_between_them()
    {
        await using var server = await Server.Start(TimeSpan.FromDays(1));
        var machine = await server.CreateMachine(Pass);
        const int Count = (4 * Expiry.ExecutionsPerSlice) + 50;
        await Task.WhenAll(Enumerable.Range(0, Count).Select(i => server.StartExecution(machine, $"e{i}")));
        await server.Restart(downFor: TimeSpan.FromDays(2));
        var left = Count;
        // Slices do not wait for commits: under a clock that goes on while one is slow, all of them go before the first one shows.
        await LooksToCome(server);
        server.Clock.Advance(Expiry.FirstLook);
        await server.Until("a slice", () =>
        {
            left = server.Count(Tables.Executions);
            return Task.FromResult(left < Count);
        });
        Assert.NotEqual(0, left);
        var fresh = await server.StartExecution(machine, "fresh");
        await server.Until("only the fresh one", () =>
        {
            server.Clock.Advance(Expiry.SlicePause);
            return Task.FromResult(server.Count(Tables.Executions) == 1);
        });
        Assert.Equal("SUCCEEDED", (await server.Describe(fresh)).Status);
        Assert.Equal(1, server.Count(Tables.Journal));
    }

    /// <summary>A closed execution whose journal is too long to go at once.</summary>
    private static async Task<string> WithLongJournal(Server server)
    {
        var activity = await server.CreateActivity();
        var execution = await server.Run($$"""
            {"StartAt":"M","States":{"M":{"Type":"Map","MaxConcurrency":1,"End":true,"ItemProcessor":{"StartAt":"T","States":{
              "T":{"Type":"Task","Resource":"{{activity}}","End":true} } } } } }
            """, "[1,2,3,4,5,6,7,8,9,10]");
        for (var i = 0; i < 10; i++)
            await server.Succeed((await server.Take(activity)).TaskToken);
        await server.End(execution);
        return execution;
    }

    private static Task NoJournal(Server server) => server.Until("no journal", () =>
    {
        server.Clock.Advance(TimeSpan.FromMilliseconds(200));
        return Task.FromResult(server.Count(Tables.Journal) == 0);
    });

    private static string Map(string processor, int tolerance) =>
        """{"StartAt":"M","States":{"M":{"Type":"Map","Label":"label","End":true,"ToleratedFailurePercentage":"""
        + $"{tolerance}"
        + ""","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"""
        + processor.Trim()[1..] + "}}}";

    private static async Task FailTask(Server server, string activity) => await server.Service.SendTaskFailure(
        new() { TaskToken = (await server.Take(activity)).TaskToken!, Error = "E" }, server.Context);

    private static Task Gone(Server server, string execution) => server.Until($"{execution} is gone", async () =>
    {
        server.Clock.Advance(Expiry.SlicePause);
        try
        {
            await server.Describe(execution);
            return false;
        }
        catch (ExecutionDoesNotExistException)
        {
            return true;
        }
    });

    /// <summary>All partitions have looked for expired executions at the present time.</summary>
    private static async Task Looked(Server server)
    {
        server.Clock.Advance(Expiry.FirstLook);
        await LooksToCome(server);
    }

    /// <summary>No partition has to look at the present time, or before.</summary>
    private static async Task LooksToCome(Server server)
    {
        var now = server.Clock.GetUtcNow();
        await server.Until("a look", () => Task.FromResult(server.Wakes("execution_expiry") is { Count: > 0 } wakes && wakes.All(wake => wake > now)));
    }
}
