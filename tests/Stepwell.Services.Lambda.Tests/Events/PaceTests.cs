using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Events;
using Stepwell.Services.Lambda.Tests.Support;

namespace Stepwell.Services.Lambda.Tests.Events;

/// <summary>How many queued events run at a time.</summary>
public sealed class PaceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<string> _seen = [];
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private int _most;

    [Fact]
    public async Task Function_that_takes_long_gets_more_up_to_its_memory()
    {
        await using var server = await Start();
        await QueueMany(server, 20);
        await server.AdvanceUntil(TimeSpan.Zero, "the first run", () => Volatile.Read(ref _running) == Server.EventConcurrency);
        await server.AdvanceUntil(Second, "as many run as memory lets", () => Volatile.Read(ref _running) == 16);
        _released.SetResult();
        await server.AdvanceUntil(TimeSpan.Zero, "all have run", () => server.Count(EventTables.Events) == 0);
        Assert.Equal((20, 16), (_seen.Distinct().Count(), _most));
    }

    [Fact]
    public async Task Backlog_of_a_function_keeps_to_its_reserved_concurrency()
    {
        await using var server = await Start();
        await Reserve(server, 2);
        _released.SetResult();
        await QueueMany(server, 40);
        await server.AdvanceUntil(Second, "all have run", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(40, _seen.Distinct().Count());
        Assert.InRange(_most, 1, 2);
    }

    [Fact]
    public async Task Event_that_is_throttled_waits_and_runs_without_counting_as_an_attempt()
    {
        await using var server = await Start();
        await server.Service.PutFunctionEventInvokeConfig(
            new() { FunctionName = Calls.Name, MaximumRetryAttempts = 0 }, server.Context);
        await Reserve(server, 1);
        var other = server.Service.Invoke(new() { FunctionName = Calls.Name, Payload = "\"other\""u8.ToArray() }, server.Context).AsTask();
        await Queue(server, "1");
        var until = server.Clock.GetUtcNow() + TimeSpan.FromMinutes(10);
        await server.AdvanceUntil(Second * 10, "some time passes", () => server.Clock.GetUtcNow() > until);
        Assert.Equal(1, server.Count(EventTables.Events));
        _released.SetResult();
        await other;
        await server.AdvanceUntil(Second * 10, "the event has run", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(["\"other\"", "1"], _seen);
    }

    [Fact]
    public async Task Event_that_is_throttled_grows_too_old()
    {
        await using var server = await Start();
        await server.Service.PutFunctionEventInvokeConfig(
            new() { FunctionName = Calls.Name, MaximumEventAgeInSeconds = 60 }, server.Context);
        await Reserve(server, 1);
        var other = server.Service.Invoke(new() { FunctionName = Calls.Name, Payload = "2"u8.ToArray() }, server.Context).AsTask();
        await Queue(server, "1");
        await server.AdvanceUntil(Second * 5, "the event is given up", () => server.Count(EventTables.Events) == 0);
        _released.SetResult();
        await other;
        Assert.Equal(["2"], _seen);
    }

    [Fact]
    public async Task Function_without_concurrency_gets_no_events_and_the_failure_destination_is_told_at_once()
    {
        await using var server = await Start();
        _released.SetResult();
        await server.Create(Calls.Request("told"));
        await server.Service.PutFunctionEventInvokeConfig(
            new()
            {
                FunctionName = Calls.Name,
                DestinationConfig = new() { OnFailure = new() { Destination = Calls.Arn.Replace(Calls.Name, "told", StringComparison.Ordinal) } },
            },
            server.Context);
        await Reserve(server, 0);
        await Queue(server, "1");
        await server.AdvanceUntil(TimeSpan.Zero, "it is told", () => !_seen.IsEmpty && server.Count(EventTables.Events) == 0);
        using var record = JsonDocument.Parse(Assert.Single(_seen));
        var context = record.RootElement.GetProperty("requestContext");
        Assert.Equal(
            ("ZeroReservedConcurrency", 0), (context.GetProperty("condition").GetString(), context.GetProperty("approximateInvokeCount").GetInt32()));
    }

    private async Task<Server> Start()
    {
        var server = await Server.Start();
        server.Host.Answer = async (_, invocation, _) =>
        {
            var running = Interlocked.Increment(ref _running);
            lock (_released)
                _most = Math.Max(_most, running);
            await _released.Task;
            Interlocked.Decrement(ref _running);
            _seen.Enqueue(Encoding.UTF8.GetString(invocation.Payload.Span));
            return new InvocationOutcome("1"u8.ToArray(), Error: null, LogTail: null, TimeSpan.FromMilliseconds(1));
        };
        await server.Create();
        return server;
    }

    private static async Task Reserve(Server server, int count) => await server.Service.PutFunctionConcurrency(
        new() { FunctionName = Calls.Name, ReservedConcurrentExecutions = count }, server.Context);

    private static Task QueueMany(Server server, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(i => Queue(server, $"{i}")));

    private static async Task Queue(Server server, string payload) => await server.Service.Invoke(
        new() { FunctionName = Calls.Name, InvocationType = InvocationType.Event, Payload = Encoding.UTF8.GetBytes(payload) }, server.Context);
}
