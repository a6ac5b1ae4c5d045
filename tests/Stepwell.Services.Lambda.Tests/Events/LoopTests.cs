using System.Collections.Concurrent;
using System.Text.Json;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Events;
using Stepwell.Services.Lambda.Tests.Support;

namespace Stepwell.Services.Lambda.Tests.Events;

/// <summary>Functions that invoke themselves.</summary>
public sealed class LoopTests
{
    private const string Loop =
        "Lambda has detected your function being invoked in a recursive loop with other AWS resources and stopped your function's invocation.";

    private readonly ConcurrentQueue<(string FunctionArn, string? Trace, ReadOnlyMemory<byte> Payload)> _seen = [];

    [Fact]
    public async Task Functions_that_are_destinations_of_each_other_run_sixteen_times_and_the_failure_destination_is_told()
    {
        await using var server = await Start();
        await server.Create(Calls.Request("told"));
        await server.Create(Calls.Request("other"));
        await Destinations(server, Calls.Name, onSuccess: ArnOf("other"), onFailure: ArnOf("told"));
        await Destinations(server, "other", onSuccess: Calls.Arn);
        await Queue(server);
        await server.AdvanceUntil(TimeSpan.Zero, "the loop has ended", () => CountOf("told") > 0 && server.Count(EventTables.Events) == 0);
        Assert.Equal((16, 16, 1), (CountOf(Calls.Name), CountOf("other"), CountOf("told")));
        using var record = JsonDocument.Parse(_seen.Single(run => run.FunctionArn == ArnOf("told")).Payload);
        var context = record.RootElement.GetProperty("requestContext");
        Assert.Equal(("RecursiveInvocation", 0), (context.GetProperty("condition").GetString(), context.GetProperty("approximateInvokeCount").GetInt32()));
        Assert.False(record.RootElement.TryGetProperty("responsePayload", out _));
    }

    [Fact]
    public async Task Functions_that_are_destinations_of_each_others_failures_too_stop()
    {
        await using var server = await Start();
        await server.Create(Calls.Request("other"));
        await Destinations(server, Calls.Name, onSuccess: ArnOf("other"), onFailure: ArnOf("other"));
        await Destinations(server, "other", onSuccess: Calls.Arn, onFailure: Calls.Arn);
        await Queue(server);
        await server.AdvanceUntil(TimeSpan.Zero, "no event is left", () => CountOf("other") >= 16 && server.Count(EventTables.Events) == 0);
        Assert.Equal((16, 16), (CountOf(Calls.Name), CountOf("other")));
    }

    [Fact]
    public async Task Caller_that_sends_the_trace_header_on_is_refused_after_sixteen_invocations()
    {
        await using var server = await Start();
        await Invoke(server, trace: null);
        for (var run = 2; run <= 16; run++)
            await Invoke(server, _seen.Last().Trace);
        Assert.Single(_seen.Select(run => run.Trace!.Split(';')[0]).Distinct());
        Assert.EndsWith(":16", _seen.Last().Trace, StringComparison.Ordinal);
        await Calls.Refuses("RecursiveInvocationException", Loop, () => Invoke(server, _seen.Last().Trace));
        // A chain of its own.
        await Invoke(server, "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1");
        Assert.StartsWith("Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1;Lineage=", _seen.Last().Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Function_that_may_loop_is_not_stopped()
    {
        await using var server = await Start();
        await server.Service.PutFunctionRecursionConfig(new() { FunctionName = Calls.Name, RecursiveLoop = RecursiveLoop.Allow }, server.Context);
        await Invoke(server, trace: null);
        for (var run = 2; run <= 40; run++)
            await Invoke(server, _seen.Last().Trace);
        await server.Service.PutFunctionRecursionConfig(new() { FunctionName = Calls.Name, RecursiveLoop = RecursiveLoop.Terminate }, server.Context);
        await Calls.Refuses("RecursiveInvocationException", Loop, () => Invoke(server, _seen.Last().Trace));
    }

    [Theory]
    [InlineData("Lineage=")]
    [InlineData("Lineage=|:|a:b:c|00000000:99999999999999999999|12345678:-1;lineage=x")]
    public async Task Malformed_lineage_counts_for_nothing(string trace)
    {
        await using var server = await Start();
        await Invoke(server, trace);
        Assert.EndsWith(":1", Assert.Single(_seen).Trace, StringComparison.Ordinal);
    }

    private async Task<Server> Start()
    {
        var server = await Server.Start();
        server.Host.Answer = (spec, invocation, _) =>
        {
            _seen.Enqueue((spec.FunctionArn, invocation.TraceHeader, invocation.Payload.ToArray()));
            return new(new InvocationOutcome("1"u8.ToArray(), Error: null, LogTail: null, TimeSpan.FromMilliseconds(1)));
        };
        await server.Create();
        return server;
    }

    private static string ArnOf(string name) => Calls.Arn.Replace(Calls.Name, name, StringComparison.Ordinal);

    private int CountOf(string name) => _seen.Count(run => run.FunctionArn == ArnOf(name));

    private static async Task Destinations(Server server, string name, string onSuccess, string? onFailure = null) =>
        await server.Service.PutFunctionEventInvokeConfig(
            new()
            {
                FunctionName = name,
                DestinationConfig = new()
                {
                    OnSuccess = new() { Destination = onSuccess },
                    OnFailure = onFailure is null ? null : new() { Destination = onFailure },
                },
            },
            server.Context);

    private static async Task Queue(Server server) =>
        await server.Service.Invoke(new() { FunctionName = Calls.Name, InvocationType = InvocationType.Event, Payload = "1"u8.ToArray() }, server.Context);

    private static async Task Invoke(Server server, string? trace) => await server.Service.Invoke(
        new() { FunctionName = Calls.Name },
        new()
        {
            AccountId = server.Context.AccountId,
            Region = server.Context.Region,
            RequestId = server.Context.RequestId,
            Host = server.Context.Host,
            TraceHeader = trace,
        });
}
