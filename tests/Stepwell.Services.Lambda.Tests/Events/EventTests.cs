using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Events;
using Stepwell.Services.Lambda.Tests.Support;

namespace Stepwell.Services.Lambda.Tests.Events;

public sealed class EventTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly ConcurrentQueue<string> _seen = [];

    [Fact]
    public async Task Queued_event_is_acknowledged_and_runs()
    {
        await using var server = await Start();
        var answer = await Queue(server, "1");
        Assert.Equal((202, null, null), (answer.StatusCode, answer.Payload, answer.ExecutedVersion));
        await Until(server, "the event is gone", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(["1"], _seen);
    }

    [Fact]
    public async Task Many_events_run_a_few_at_a_time()
    {
        await using var server = await Start();
        var running = 0;
        var most = 0;
        server.Host.Answer = async (_, invocation, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            Interlocked.Decrement(ref running);
            return Take(invocation);
        };
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Queue(server, $"{i}")));
        await Until(server, "all events are gone", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(Enumerable.Range(0, 200), _seen.Select(int.Parse).Order());
        Assert.InRange(most, 1, Server.EventConcurrency);
    }

    [Fact]
    public async Task Events_that_were_acknowledged_run_after_a_crash()
    {
        await using var server = await Start();
        server.Host.Answer = (_, _, aborted) => new(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, aborted).ContinueWith<InvocationOutcome>(
            _ => throw new OperationCanceledException(), TaskScheduler.Default));
        for (var i = 0; i < 20; i++)
            await Queue(server, $"{i}");
        server.Service.Stop();
        server.Host.Answer = (_, invocation, _) => new(Take(invocation));
        await server.Restart();
        await Until(server, "all events are gone", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(Enumerable.Range(0, 20), _seen.Select(int.Parse).Order());
    }

    [Fact]
    public async Task Function_that_fails_is_tried_again_after_one_minute_and_after_two()
    {
        await using var server = await Start();
        var times = new ConcurrentQueue<(DateTimeOffset Time, string RequestId)>();
        server.Host.Answer = (_, invocation, _) =>
        {
            times.Enqueue((server.Clock.GetUtcNow(), invocation.RequestId));
            return new(Failure());
        };
        await Queue(server, "1");
        await server.AdvanceUntil(TimeSpan.FromSeconds(10), "the event is given up", () => server.Count(EventTables.Events) == 0);
        var began = times.Select(time => time.Time).ToList();
        Assert.Equal(3, began.Count);
        Assert.InRange(began[1] - began[0], Minute, Minute * 1.5);
        Assert.InRange(began[2] - began[1], Minute * 2, Minute * 2.5);
        Assert.Single(times.Select(time => time.RequestId).Distinct());
    }

    [Fact]
    public async Task Function_without_retries_is_tried_once()
    {
        await using var server = await Start();
        await Configure(server, new() { FunctionName = Calls.Name, MaximumRetryAttempts = 0 });
        server.Host.Answer = (_, invocation, _) =>
        {
            Take(invocation);
            return new(Failure());
        };
        await Queue(server, "1");
        await Until(server, "the event is given up", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(["1"], _seen);
    }

    [Fact]
    public async Task Destination_that_is_a_function_gets_a_record_of_success()
    {
        await using var server = await Start();
        await server.Create(Calls.Request("told"));
        await Configure(server, new()
        {
            FunctionName = Calls.Name,
            DestinationConfig = new() { OnSuccess = new() { Destination = Calls.Arn.Replace(Calls.Name, "told", StringComparison.Ordinal) } },
        });
        await Queue(server, """{"n":1}""");
        await Until(server, "both have run", () => _seen.Count == 2);
        using var record = JsonDocument.Parse(_seen.Last());
        var context = record.RootElement.GetProperty("requestContext");
        Assert.Equal("1.0", record.RootElement.GetProperty("version").GetString());
        Assert.Equal("2026-01-01T00:00:00.000Z", record.RootElement.GetProperty("timestamp").GetString());
        Assert.Equal(Calls.Arn + ":$LATEST", context.GetProperty("functionArn").GetString());
        Assert.Equal(("Success", 1), (context.GetProperty("condition").GetString(), context.GetProperty("approximateInvokeCount").GetInt32()));
        Assert.Equal("""{"n":1}""", record.RootElement.GetProperty("requestPayload").GetRawText());
        Assert.Equal(
            """{"statusCode":200,"executedVersion":"$LATEST"}""", record.RootElement.GetProperty("responseContext").GetRawText());
        Assert.Equal("""{"n":1}""", record.RootElement.GetProperty("responsePayload").GetRawText());
    }

    [Fact]
    public async Task Destination_of_failures_is_told_when_all_tries_have_failed()
    {
        await using var server = await Start();
        await server.Create(Calls.Request("told"));
        await Configure(server, new()
        {
            FunctionName = Calls.Name,
            MaximumRetryAttempts = 1,
            DestinationConfig = new() { OnFailure = new() { Destination = Calls.Arn.Replace(Calls.Name, "told", StringComparison.Ordinal) } },
        });
        server.Host.Answer = (spec, invocation, _) => new(spec.FunctionArn == Calls.Arn ? Failure() : Take(invocation));
        await Queue(server, "1");
        await server.AdvanceUntil(TimeSpan.FromSeconds(10), "it is told", () => !_seen.IsEmpty);
        using var record = JsonDocument.Parse(Assert.Single(_seen));
        var context = record.RootElement.GetProperty("requestContext");
        Assert.Equal(("RetriesExhausted", 2), (context.GetProperty("condition").GetString(), context.GetProperty("approximateInvokeCount").GetInt32()));
        Assert.Equal("Unhandled", record.RootElement.GetProperty("responseContext").GetProperty("functionError").GetString());
    }

    [Fact]
    public async Task Event_of_a_function_that_is_deleted_goes_with_it()
    {
        await using var server = await Start();
        server.Host.Answer = (_, invocation, _) =>
        {
            Take(invocation);
            return new(Failure());
        };
        await Queue(server, "1");
        await Until(server, "it has failed", () => !_seen.IsEmpty);
        await server.Delete();
        await server.AdvanceUntil(TimeSpan.FromSeconds(5), "the event is gone", () => server.Count(EventTables.Events) == 0);
        Assert.Single(_seen);
    }

    [Fact]
    public async Task Server_that_cannot_run_a_function_tries_again()
    {
        await using var server = await Start();
        var isBroken = true;
        server.Host.Answer = (_, invocation, _) => isBroken ? throw new IOException("No process is to be had.") : new(Take(invocation));
        server.Service.EventFaulted = (_, _) => isBroken = false;
        await Queue(server, "1");
        await server.AdvanceUntil(TimeSpan.FromSeconds(1), "the event has run", () => server.Count(EventTables.Events) == 0);
        Assert.Equal(["1"], _seen);
    }

    [Fact]
    public async Task Event_that_is_too_long_is_refused()
    {
        await using var server = await Start();
        await Calls.Refuses(
            "RequestEntityTooLargeException",
            "1048577 byte payload is too large for the Event invocation type (limit 1048576 bytes)",
            async () => await Queue(server, '"' + new string('a', 1_048_575) + '"'));
    }

    [Fact]
    public async Task Configuration_that_says_nothing_or_names_who_is_not_there_is_refused()
    {
        await using var server = await Start();
        await Calls.Refuses(
            "InvalidParameterValueException",
            "You must specify at least one of error handling or destination setting.",
            () => Configure(server, new() { FunctionName = Calls.Name }));
        await Calls.Refuses(
            "ResourceNotFoundException", "The function doesn't exist.", () => Configure(server, new() { FunctionName = "none", MaximumRetryAttempts = 1 }));
        await Calls.Refuses(
            "ResourceNotFoundException",
            "The function doesn't exist.",
            () => Configure(server, new() { FunctionName = Calls.Name, Qualifier = "7", MaximumRetryAttempts = 1 }));
        await RefusesTarget(Calls.Arn, "You can't specify the function as a destination for itself.");
        await RefusesTarget(Calls.Arn + "s", $"The destination ARN {Calls.Arn}s is invalid.");
        await RefusesTarget(
            "arn:aws:dynamodb:us-east-1:000000000000:table/t",
            "The provided destination config DestinationConfig(onSuccess=null, "
            + "onFailure=OnFailure(destination=arn:aws:dynamodb:us-east-1:000000000000:table/t)) is invalid.");

        Task RefusesTarget(string arn, string message) => Calls.Refuses(
            "InvalidParameterValueException",
            message,
            () => Configure(server, new() { FunctionName = Calls.Name, DestinationConfig = new() { OnFailure = new() { Destination = arn } } }));
    }

    private async Task<Server> Start()
    {
        var server = await Server.Start();
        server.Host.Answer = (_, invocation, _) => new(Take(invocation));
        await server.Create();
        return server;
    }

    private InvocationOutcome Take(Invocation invocation)
    {
        _seen.Enqueue(Encoding.UTF8.GetString(invocation.Payload.Span));
        return new InvocationOutcome(invocation.Payload, Error: null, LogTail: null, TimeSpan.FromMilliseconds(1));
    }

    private static InvocationOutcome Failure() =>
        new("""{"errorType":"Bad"}"""u8.ToArray(), FunctionError.Unhandled, LogTail: null, TimeSpan.FromMilliseconds(1));

    private static Task Until(Server server, string what, Func<bool> holds) => server.AdvanceUntil(TimeSpan.Zero, what, holds);

    private static async Task Configure(Server server, PutFunctionEventInvokeConfigRequest request) =>
        await server.Service.PutFunctionEventInvokeConfig(request, server.Context);

    private static async Task<InvocationResponse> Queue(Server server, string payload) => await server.Service.Invoke(
        new() { FunctionName = Calls.Name, InvocationType = InvocationType.Event, Payload = Encoding.UTF8.GetBytes(payload) }, server.Context);
}
