using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>The process dies without warning, and a new one goes on from the same data.</summary>
public sealed class RecoveryTests : IDisposable
{
    private const int Orders = 60;
    private const int TasksPerOrder = 3;
    private const int Workers = 4;

    private readonly TemporaryFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task An_acknowledged_start_survives_a_kill_that_follows_at_once()
    {
        string execution;
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            using var client = first.Client();
            execution = await client.StartAsync(await client.CreateStateMachineAsync("hello", Definitions.Hello), "one", """{"n":1}""");
            await first.KillAsync();
        }

        await using var second = await StepwellServer.StartAsync(_data.Path);
        using var again = second.Client();
        Assert.Equal("""{"n":1,"hello":"world"}""", (await again.WaitForEndAsync(execution)).Text("output"));
    }

    [Fact]
    public async Task A_stopped_server_goes_on_with_a_task_that_a_worker_holds()
    {
        string execution, token;
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            using var client = first.Client();
            var activity = (await client.CallAsync("CreateActivity", new() { ["name"] = "work" })).Text("activityArn");
            execution = await client.StartAsync(await client.CreateStateMachineAsync("chain", Definitions.Chain(activity)), "one");
            token = (await client.CallAsync("GetActivityTask", new() { ["activityArn"] = activity })).Text("taskToken");
            Assert.Equal(0, await first.StopAsync());
        }

        await using var second = await StepwellServer.StartAsync(_data.Path);
        using var again = second.Client();
        await again.CallAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "1" });
        var answer = await again.SendAsync("SendTaskSuccess", new() { ["taskToken"] = token, ["output"] = "2" });
        Assert.Equal("TaskTimedOut", answer.Error);
        var history = await again.HistoryAsync(execution);
        Assert.Single(history, item => item.GetProperty("type").GetString() == "ActivitySucceeded");
    }

    [Fact]
    public async Task Executions_at_many_steps_finish_after_a_kill_with_the_history_they_should_have()
    {
        string activity;
        var executions = new List<string>();
        await using (var first = await StepwellServer.StartAsync(_data.Path))
        {
            using var client = first.Client();
            activity = (await client.CallAsync("CreateActivity", new() { ["name"] = "work" })).Text("activityArn");
            var machine = await client.CreateStateMachineAsync("chain", Definitions.Chain(activity));
            var workers = StartWorkers(first, activity);
            for (var order = 0; order < Orders; order++)
                executions.Add(await client.StartAsync(machine, $"order-{order}", $$"""{"order":{{order}}}"""));
            await Eventually.HoldsAsync(() => workers.Sum(worker => worker.Answered) > Orders * TasksPerOrder / 2);
            await first.KillAsync();
            foreach (var worker in workers)
                await worker.DisposeAsync();
        }

        await using var second = await StepwellServer.StartAsync(_data.Path);
        using var again = second.Client();
        var newWorkers = StartWorkers(second, activity);
        for (var order = 0; order < Orders; order++)
        {
            var description = await again.WaitForEndAsync(executions[order]);
            Assert.Equal($$"""{"order":{{order}},"first":{{order}},"both":[{{order}},{{order}}]}""", description.Text("output"));
            ChainHistory.Check(await again.HistoryAsync(executions[order]));
        }
        foreach (var worker in newWorkers)
            await worker.DisposeAsync();
    }

    private static List<ActivityWorker> StartWorkers(StepwellServer server, string activityArn) =>
        [.. Enumerable.Range(0, Workers).Select(_ => new ActivityWorker(server, activityArn))];
}
