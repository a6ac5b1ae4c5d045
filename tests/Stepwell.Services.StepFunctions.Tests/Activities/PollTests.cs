using Stepwell.Services.StepFunctions.Tests.Support;
using Stepwell.Wire;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Activities;

/// <summary>GetActivityTask: the long poll of workers.</summary>
public sealed class PollTests
{
    [Fact]
    public async Task A_poll_without_a_task_ends_empty_after_60_seconds()
    {
        await using var server = await Server.Start();
        var poll = server.Poll(await server.CreateActivity());
        server.Clock.Advance(TimeSpan.FromSeconds(59.9));
        Assert.False(poll.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(0.1));
        var answer = await poll.Soon();
        Assert.Equal((null, null), (answer.TaskToken, answer.Input));
    }

    [Fact]
    public async Task A_task_reaches_the_worker_that_waits_for_it()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var poll = server.Poll(activity);
        var execution = await server.Run(OneTask(activity), """{"n":1}""");
        var task = await poll.Soon();
        Assert.Equal("""{"n":1}""", task.Input);
        Assert.InRange(task.TaskToken!.Length, 1, 2048);
        await server.Succeed(task.TaskToken, "\"done\"");
        Assert.Equal("\"done\"", (await server.End(execution)).Output);
        var started = (await server.History(execution)).Single(entry => entry.Type == "ActivityStarted");
        Assert.Equal("worker", started.ActivityStartedEventDetails!.WorkerName);
    }

    [Fact]
    public async Task Tasks_are_handed_out_in_the_order_of_their_scheduling()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(activity));
        for (var i = 0; i < 10; i++)
        {
            await server.StartExecution(machine, input: $"{i}");
            server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }
        for (var i = 0; i < 5; i++)
            Assert.Equal($"{i}", (await server.Take(activity)).Input);
        await server.Restart();
        for (var i = 5; i < 10; i++)
            Assert.Equal($"{i}", (await server.Take(activity)).Input);
    }

    [Fact]
    public async Task Workers_that_wait_are_served_in_the_order_they_came()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(activity));
        var (first, second) = (server.Poll(activity), server.Poll(activity));
        await server.StartExecution(machine, input: "1");
        Assert.Equal("1", (await first.Soon()).Input);
        Assert.False(second.IsCompleted);
        await server.StartExecution(machine, input: "2");
        Assert.Equal("2", (await second.Soon()).Input);
    }

    [Fact]
    public async Task Each_task_goes_to_one_worker_only()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(activity));
        var polls = Enumerable.Range(0, 20).Select(_ => server.Poll(activity)).ToList();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => server.StartExecution(machine, input: $"{i}")));
        var taken = (await Task.WhenAll(polls).Soon()).ToList();
        for (var i = 0; i < 20; i++)
            taken.Add(await server.Take(activity));
        Assert.Equal(Enumerable.Range(0, 40).Select(i => $"{i}").Order(StringComparer.Ordinal), taken.Select(task => task.Input!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_worker_that_went_away_takes_no_task_with_it()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        using var leaving = new CancellationTokenSource();
        var gone = server.Poll(activity, new RequestContext
        {
            AccountId = server.Context.AccountId,
            Region = server.Context.Region,
            RequestId = "r",
            Host = "h",
            Aborted = leaving.Token,
        });
        await leaving.CancelAsync();
        Assert.Null((await gone.Soon()).TaskToken);
        await server.Run(OneTask(activity), "1");
        Assert.Equal("1", (await server.Take(activity)).Input);
    }

    [Fact]
    public async Task A_task_that_timed_out_in_the_queue_is_not_handed_out()
    {
        await using var server = await Server.Start();
        var activity = await server.CreateActivity();
        var execution = await server.Run(OneTask(activity, ",\"TimeoutSeconds\":5"), "1");
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(("FAILED", "States.Timeout"), ((await server.End(execution)).Status, (await server.Describe(execution)).Error));
        var machine = (await server.Service.ListStateMachines(new(), server.Context)).StateMachines[0].StateMachineArn;
        await server.StartExecution(machine, input: "2");
        Assert.Equal("2", (await server.Take(activity)).Input);
    }

    [Fact]
    public async Task Activities_do_not_get_the_tasks_of_others()
    {
        await using var server = await Server.Start();
        var (a, b) = (await server.CreateActivity("a"), await server.CreateActivity("b"));
        var (ofA, ofB) = (await server.CreateMachine(OneTask(a), "a"), await server.CreateMachine(OneTask(b), "b"));
        await server.StartExecution(ofA, input: "\"a\"");
        await server.StartExecution(ofB, input: "\"b\"");
        Assert.Equal("\"b\"", (await server.Take(b)).Input);
        Assert.Equal("\"a\"", (await server.Take(a)).Input);
    }
}
