using System.Text;
using Stepwell.EndToEnd.Tests.Crashes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Linearizability;

/// <summary>
/// Many clients do everything at once to a few executions, and the server is killed meanwhile. All that they were answered is as if there were one
/// execution and one question after another.
/// </summary>
public sealed class LinearizabilityTests(ITestOutputHelper output)
{
    private const int ClientCount = 8;
    private const int WorkerCount = 2;
    private const int MostNames = 4;
    private const int CallsPerClient = 100;

    [Fact]
    public async Task All_answers_about_an_execution_have_an_order_that_explains_them_whether_the_server_is_killed_or_not()
    {
        var settings = CrashSettings.Read();
        var random = new Random(settings.Seed);
        using var store = new CrashStore();
        var server = await StepwellServer.StartOnAsync(store.Options);
        var count = 0;
        try
        {
            for (var round = 0; round < settings.Rounds; round++)
            {
                var history = await PrepareAsync(server, round);
                var names = Enumerable.Range(0, round % 2 == 0 ? 1 : MostNames).Select(i => $"e{i}").ToArray();
                var isKilled = round % 3 > 0;
                var play = PlayAsync(server, history, names, random.Next());
                if (isKilled)
                {
                    var last = random.Next(ClientCount * CallsPerClient);
                    await Eventually.HoldsAsync(() => history.Count > last || play.IsCompleted);
                    await server.KillAsync();
                    await play;
                    await server.DisposeAsync();
                    server = await StepwellServer.StartOnAsync(store.Options);
                    play = PlayAsync(server, history, names, random.Next());
                }

                await play;
                Check(history, settings.Seed);
                count += history.Count;
            }
        }
        finally
        {
            await server.DisposeAsync();
        }

        output.WriteLine($"{count} answers in {settings.Rounds} rounds");
    }

    /// <summary>Tasks that nobody answered stay in the activity of their round.</summary>
    private static async Task<CallHistory> PrepareAsync(StepwellServer server, int round)
    {
        using var client = server.Client();
        var activity = (await client.CallAsync("CreateActivity", new() { ["name"] = $"work-{round}" })).Text("activityArn");
        var machine = await client.CreateStateMachineAsync($"one-task-{round}", Definition(activity));
        return new CallHistory(machine, activity);
    }

    /// <summary>Ends when all clients have made their calls, or the server is gone.</summary>
    private static async Task PlayAsync(StepwellServer server, CallHistory history, string[] names, int seed)
    {
        using var client = server.Client();
        var polls = server.Client();
        var workers = Enumerable.Range(0, WorkerCount).Select(_ => Task.Run(() => WorkAsync(polls, history))).ToList();
        await Task.WhenAll(Enumerable.Range(0, ClientCount).Select(i => Task.Run(() => PlayAsync(client, history, names, new Random(seed + i)))));
        foreach (var name in names)
            await history.DescribeAsync(client, name);
        // Hangs up on those who still wait for a task.
        polls.Dispose();
        await Task.WhenAll(workers);
    }

    private static async Task WorkAsync(StepFunctionsClient client, CallHistory history)
    {
        while (await history.TakeAsync(client))
        {
        }
    }

    private static async Task PlayAsync(StepFunctionsClient client, CallHistory history, string[] names, Random random)
    {
        for (var i = 0; i < CallsPerClient; i++)
        {
            if (!await ActAsync(client, history, names[random.Next(names.Length)], random))
                return;
        }
    }

    private static Task<bool> ActAsync(StepFunctionsClient client, CallHistory history, string name, Random random) => random.Next(100) switch
    {
        < 12 => history.StartAsync(client, name, random.Next(4) == 0 ? """{"other":true}""" : "{}"),
        < 40 => history.DescribeAsync(client, name),
        < 48 => history.StopAsync(client, name),
        < 64 => history.RedriveAsync(client, name),
        < 66 => history.AnswerTaskAsync(client, name, TaskAnswer.Success, random),
        < 84 => history.AnswerTaskAsync(client, name, TaskAnswer.Failure, random),
        _ => history.AnswerTaskAsync(client, name, TaskAnswer.Heartbeat, random),
    };

    private static void Check(CallHistory history, int seed)
    {
        Assert.True(history.Failures.IsEmpty, string.Join('\n', history.Failures));
        foreach (var (name, calls) in history.Calls)
            Assert.True(LinearizabilityCheck.Holds(calls), $"STEPWELL_CRASH_SEED={seed}: no order explains what was answered about {name}:\n{Text(calls)}");
    }

    private static string Text(IReadOnlyList<Call> calls)
    {
        var text = new StringBuilder();
        foreach (var call in calls.OrderBy(call => call.SentAt))
            text.AppendLine(call.ToString());
        return text.ToString();
    }

    private static string Definition(string activity) => $$"""
        {
          "StartAt": "Work",
          "States": {
            "Work": { "Type": "Task", "Resource": "{{activity}}", "Parameters": { "name.$": "$$.Execution.Name" }, "End": true }
          }
        }
        """;
}
