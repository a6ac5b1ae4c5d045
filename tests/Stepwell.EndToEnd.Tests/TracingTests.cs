using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests;

/// <summary>Traces, as a collector and the endpoint of an HTTP task see them.</summary>
public sealed class TracingTests
{
    private const string TraceId = "5759e988bd862e3fe1be46a994272793";
    private const string CallerId = "53995c3f42cd8ad8";

    private static readonly Dictionary<string, string> Caller = new()
    {
        ["traceparent"] = $"00-{TraceId}-{CallerId}-01",
        ["tracestate"] = "vendor=a",
    };

    [Fact]
    public async Task One_trace_leads_from_a_request_through_a_nested_execution_to_an_HTTP_task()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector();
        using var endpoint = new Endpoint();
        await using var server = await StepwellServer.StartAsync(data.Path, "--otlp", collector.Address.AbsoluteUri);
        using (var client = new StepFunctionsClient(server.Endpoint) { Headers = Caller })
        {
            var child = await client.CreateStateMachineAsync("child", Calling(endpoint.Address));
            var parent = await client.CreateStateMachineAsync("parent", Starting(child));
            var ended = await client.WaitForEndAsync(await client.StartAsync(parent, "one"));
            Assert.Equal("SUCCEEDED", ended.Text("status"));
            Assert.Equal($"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={CallerId};Sampled=1", ended.Text("traceHeader"));
        }
        Assert.Equal(0, await server.StopAsync());

        var spans = collector.Spans.ToDictionary(span => span.Name);
        string[] chain = ["parent", "Start", "states:startExecution.sync:2", "child", "Call", "http:invoke"];
        Assert.Equal([.. chain.Order()], spans.Keys.Order());
        Assert.Equal([CallerId, .. chain[..^1].Select(name => spans[name].Id)], chain.Select(name => spans[name].ParentId));
        Assert.All(spans.Values, span => Assert.Equal(("stepwell", TraceId, "vendor=a"), (span.Service, span.TraceId, span.TraceState)));
        Assert.All(spans.Values, span => Assert.True(span.Start <= span.End));
        Assert.All(spans.Values, span => Assert.Equal(0, span.Status));

        var call = spans["http:invoke"];
        Assert.Equal("POST", call.Attributes["http.request.method"]);
        Assert.Equal(200L, call.Attributes["http.response.status_code"]);
        Assert.Equal(endpoint.Address.AbsoluteUri, call.Attributes["url.full"]);
        var headers = Assert.Single(endpoint.Headers);
        Assert.Equal($"Root=1-5759e988-bd862e3fe1be46a994272793;Parent={call.Id};Sampled=1", headers["X-Amzn-Trace-Id"]);
        Assert.Equal($"00-{TraceId}-{call.Id}-01", headers["traceparent"]);
        Assert.Equal("vendor=a", headers["tracestate"]);
    }

    [Fact]
    public async Task After_a_kill_the_trace_goes_on_and_no_span_comes_twice()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector();
        string[] options = ["--otlp", collector.Address.AbsoluteUri];
        await using var first = await StepwellServer.StartAsync(data.Path, options);
        string execution;
        using (var client = first.Client())
        {
            execution = await client.StartAsync(await client.CreateStateMachineAsync("machine", Waiting), "one");
            await Eventually.HoldsAsync(() => collector.Spans.Any(span => span.Name == "Before"));
        }
        await first.KillAsync();
        await using var second = await StepwellServer.StartAsync(data.Path, options);
        using (var client = second.Client())
            await client.WaitForEndAsync(execution);
        Assert.Equal(0, await second.StopAsync());
        var spans = collector.Spans;
        Assert.Equal(["Before", "Pause", "machine"], spans.Select(span => span.Name));
        Assert.Single(spans.Select(span => span.TraceId).Distinct());
        Assert.Equal([spans[2].Id, spans[2].Id, ""], spans.Select(span => span.ParentId));
        // The wait began before the kill.
        Assert.True(spans[1].End - spans[1].Start >= 2_000_000_000);
    }

    [Fact]
    public async Task A_failure_is_the_status_of_its_spans()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector();
        await using var server = await StepwellServer.StartAsync(data.Path, "--otlp", collector.Address.AbsoluteUri);
        using (var client = server.Client())
        {
            const string Failing = """{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"Broken","Cause":"for good"}}}""";
            await client.WaitForEndAsync(await client.StartAsync(await client.CreateStateMachineAsync("machine", Failing), "one"));
        }
        await server.StopAsync();
        Assert.All(collector.Spans, span => Assert.Equal((2, "Broken: for good", "Broken"), (span.Status, span.Message, span.Attributes["error.type"])));
        Assert.Equal(["F", "machine"], collector.Spans.Select(span => span.Name));
    }

    [Fact]
    public async Task Spans_wait_for_a_collector_that_is_busy()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector { RefusalsBeforeTraces = 2 };
        await using var server = await StepwellServer.StartAsync(data.Path, "--otlp", collector.Address.AbsoluteUri);
        using var client = server.Client();
        await client.WaitForEndAsync(await client.StartAsync(await client.CreateStateMachineAsync("hello", Definitions.Hello), "one"));
        await Eventually.HoldsAsync(() => collector.Spans.Count > 0);
        Assert.Equal(["Hello", "hello"], collector.Spans.Select(span => span.Name));
        Assert.Equal(0, collector.RefusalsBeforeTraces);
    }

    [Fact]
    public async Task Only_state_machines_with_tracing_are_traced_where_that_is_wanted()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector();
        await using var server = await StepwellServer.StartAsync(data.Path, "--otlp", collector.Address.AbsoluteUri, "--traces", "enabled");
        using (var client = server.Client())
        {
            var silent = await client.CreateStateMachineAsync("silent", Definitions.Hello);
            var traced = await client.CreateStateMachineAsync("traced", Definitions.Hello);
            await client.CallAsync("UpdateStateMachine", new JsonObject
            {
                ["stateMachineArn"] = traced,
                ["tracingConfiguration"] = new JsonObject { ["enabled"] = true },
            });
            await client.WaitForEndAsync(await client.StartAsync(silent, "one"));
            await client.WaitForEndAsync(await client.StartAsync(traced, "one"));
        }
        await server.StopAsync();
        Assert.Equal(["Hello", "traced"], collector.Spans.Select(span => span.Name));
    }

    [Fact]
    public async Task Traces_can_be_left_out()
    {
        using var data = new TemporaryFolder();
        using var collector = new Collector();
        await using var server = await StepwellServer.StartAsync(data.Path, "--otlp", collector.Address.AbsoluteUri, "--traces", "none");
        using (var client = server.Client())
            await client.WaitForEndAsync(await client.StartAsync(await client.CreateStateMachineAsync("hello", Definitions.Hello), "one"));
        await server.StopAsync();
        Assert.NotEmpty(collector.Received);
        Assert.Empty(collector.Spans);
    }

    private const string Waiting = """
        {
          "StartAt": "Before",
          "States": {
            "Before": { "Type": "Pass", "Next": "Pause" },
            "Pause": { "Type": "Wait", "Seconds": 2, "End": true }
          }
        }
        """;

    private static string Calling(Uri endpoint) => $$"""
        {
          "StartAt": "Call",
          "States": {
            "Call": {
              "Type": "Task",
              "Resource": "arn:aws:states:::http:invoke",
              "Parameters": { "ApiEndpoint": "{{endpoint}}", "Method": "POST", "RequestBody": {} },
              "End": true
            }
          }
        }
        """;

    private static string Starting(string child) => $$"""
        {
          "StartAt": "Start",
          "States": {
            "Start": {
              "Type": "Task",
              "Resource": "arn:aws:states:::states:startExecution.sync:2",
              "Parameters": { "StateMachineArn": "{{child}}", "Input": {} },
              "End": true
            }
          }
        }
        """;
}
