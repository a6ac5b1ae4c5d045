using Stepwell.Integrations;
using Stepwell.Integrations.Tracing;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Wire;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Tracing;

/// <summary>How a trace comes in, goes through, and goes on.</summary>
public sealed class PropagationTests
{
    private const string Root = "Root=1-5759e988-bd862e3fe1be46a994272793";
    private const string Header = $"{Root};Parent=53995c3f42cd8ad8;Sampled=1";
    private const string TraceParent = "00-5759e988bd862e3fe1be46a994272793-53995c3f42cd8ad8-01";
    private const string TraceText = "5759e988bd862e3fe1be46a994272793";

    [Fact]
    public async Task The_header_counts_before_the_member_and_W3Cs_header_comes_last()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        Assert.Equal(Header, await Kept(Caller(Header, TraceParent), "Root=member"));
        Assert.Equal("Root=member", await Kept(Caller(header: null, TraceParent), "Root=member"));
        Assert.Equal(Header, await Kept(Caller(header: null, TraceParent, "a=b"), member: null));
        Assert.Null(await Kept(Caller(header: null, "nonsense"), member: null));

        async Task<string?> Kept(RequestContext caller, string? member)
        {
            var started = await server.Service.StartExecution(new() { StateMachineArn = machine, TraceHeader = member }, caller);
            return (await server.Describe(started.ExecutionArn)).TraceHeader;
        }
    }

    [Fact]
    public async Task An_execution_is_below_its_caller_and_a_task_passes_its_own_span_on()
    {
        await using var server = await Server.StartTracing();
        var machine = await server.CreateMachine(OneTask(Gate.Resource, Gate.Parameters));
        var started = await server.Service.StartExecution(new() { StateMachineArn = machine }, Caller(header: null, TraceParent, "a=b"));
        var call = await server.Gate.NextCall();
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        await server.UntilTold("machine");
        var (whole, task) = (server.Spans["machine"], server.Spans["aws-sdk:sqs:listQueues"]);
        Assert.Equal((TraceText, "53995c3f42cd8ad8", "a=b"), (whole.TraceId.ToString(), whole.ParentId?.ToString(), whole.TraceState));
        Assert.Equal($"{Root};Parent={task.Id};Sampled=1;tracestate=a=b", call.Request.TraceHeader);
        Assert.Equal(Header, (await server.Describe(started.ExecutionArn)).TraceHeader);
    }

    [Fact]
    public async Task Where_nobody_takes_spans_what_came_is_passed_on_as_it_came()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(OneTask(Gate.Resource, Gate.Parameters));
        await server.Service.StartExecution(new() { StateMachineArn = machine }, Caller(Header));
        Assert.Equal(Header, (await server.Gate.NextCall()).Request.TraceHeader);
        await server.Service.StartExecution(new() { StateMachineArn = machine }, server.Context);
        Assert.Null((await server.Gate.NextCall()).Request.TraceHeader);
    }

    [Fact]
    public async Task Nested_executions_are_below_the_task_that_starts_them()
    {
        await using var server = await Server.StartTracing();
        var child = await server.CreateMachine(Pass, "child");
        await server.Run(OneTask(
            "arn:aws:states:::states:startExecution.sync:2", $$""","Parameters":{"StateMachineArn":"{{child}}","Input":{} }"""));
        await server.UntilTold("machine");
        var task = server.Spans["states:startExecution.sync:2"];
        Assert.Equal((task.TraceId, task.Id), (server.Spans["child"].TraceId, server.Spans["child"].ParentId));
    }

    [Fact]
    public async Task Children_of_a_Map_Run_are_below_its_Map_state()
    {
        await using var server = await Server.StartTracing();
        var machine = await server.CreateMachine(Distributed("STANDARD"));
        await server.StartExecution(machine, input: "[1,2]");
        await server.UntilTold("machine");
        Assert.All(server.Spans.All.Where(span => span.Name == "machine/L"), AssertBelow);
        Assert.Equal(2, server.Spans.All.Count(span => span.Name == "machine/L"));

        void AssertBelow(Span child)
        {
            Assert.Equal((server.Spans["M"].TraceId, server.Spans["M"].Id), (child.TraceId, child.ParentId));
            Assert.Equal(server.Spans["M"].Attribute("aws.step_functions.map_run.arn"), child.Attribute("aws.step_functions.map_run.arn"));
        }
    }

    [Fact]
    public async Task Express_children_of_a_Map_Run_are_too()
    {
        await using var server = await Server.StartTracing();
        var execution = await server.StartExecution(await server.CreateMachine(Distributed("EXPRESS")), input: "[1]");
        await server.End(execution);
        await server.UntilTold("machine");
        await server.UntilTold("machine/L");
        Assert.Equal((server.Spans["M"].TraceId, server.Spans["M"].Id), (server.Spans["machine/L"].TraceId, server.Spans["machine/L"].ParentId));
        Assert.Equal("EXPRESS", server.Spans["machine/L"].Attribute("aws.step_functions.state_machine.type"));
    }

    [Fact]
    public async Task A_synchronous_Express_execution_is_told_of_when_it_ends()
    {
        await using var server = await Server.StartTracing();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters));
        var run = server.Service.StartSyncExecution(new() { StateMachineArn = machine, Name = "run", TraceHeader = Header }, server.Context).AsTask();
        var call = await server.Gate.NextCall();
        Assert.Empty(server.Spans.All);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        Assert.Equal(Header, (await run.Soon()).TraceHeader);
        Assert.Equal((TraceText, "53995c3f42cd8ad8"), (server.Spans["express"].TraceId.ToString(), server.Spans["express"].ParentId?.ToString()));
        Assert.Equal($"{Root};Parent={server.Spans["aws-sdk:sqs:listQueues"].Id};Sampled=1", call.Request.TraceHeader);
    }

    [Fact]
    public async Task An_asynchronous_Express_execution_that_runs_again_is_told_of_once()
    {
        await using var server = await Server.StartTracing();
        await server.StartExecution(await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters)));
        var first = await server.Gate.NextCall();
        await server.Restart(TimeSpan.FromSeconds(1));
        var second = await server.Gate.NextCall();
        Assert.Equal(first.Request.TraceHeader, second.Request.TraceHeader);
        second.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        await server.UntilTold("express");
        Assert.Equal(["aws-sdk:sqs:listQueues", "T", "express"], server.Spans.All.Select(span => span.Name));
    }

    [Theory]
    [InlineData(TraceSampling.All, false, null, true)]
    [InlineData(TraceSampling.All, true, $"{Root};Parent=53995c3f42cd8ad8;Sampled=0", false)]
    [InlineData(TraceSampling.Enabled, false, null, false)]
    [InlineData(TraceSampling.Enabled, true, null, true)]
    [InlineData(TraceSampling.Enabled, true, Root, true)]
    [InlineData(TraceSampling.Enabled, false, Header, true)]
    public async Task What_is_traced_follows_from_the_caller_then_from_the_state_machine(
        TraceSampling sampling, bool isEnabled, string? header, bool isTraced)
    {
        await using var server = await Server.StartTracing(sampling);
        foreach (var type in (string[])["STANDARD", "EXPRESS"])
        {
            var machine = await server.Service.CreateStateMachine(
                new()
                {
                    Name = type,
                    Type = type,
                    Definition = OneTask(Gate.Resource, Gate.Parameters),
                    RoleArn = Role,
                    TracingConfiguration = new TracingConfiguration { Enabled = isEnabled },
                },
                server.Context);
            await server.Service.StartExecution(new() { StateMachineArn = machine.StateMachineArn }, Caller(header));
            var call = await server.Gate.NextCall();
            Assert.Equal(isTraced, TraceContext.Parse(call.Request.TraceHeader)?.IsSampled == true);
            call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        }
        await server.Until("the ends", () => Task.FromResult(server.Measurements.Sum("ExecutionsSucceeded") == 2));
        if (isTraced)
            await server.UntilTold("EXPRESS");
        Assert.Equal(isTraced ? 6 : 0, server.Spans.All.Count);
    }

    private static string Distributed(string type) => $$"""
        {
          "StartAt": "M",
          "States": {
            "M": {
              "Type": "Map",
              "Label": "L",
              "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "{{type}}" },
                "StartAt": "P",
                "States": { "P": { "Type": "Pass", "End": true } }
              },
              "End": true
            }
          }
        }
        """;

    private static RequestContext Caller(string? header, string? traceParent = null, string? traceState = null) => new()
    {
        AccountId = "000000000000",
        Region = "us-east-1",
        RequestId = "r",
        Host = "localhost",
        TraceHeader = header,
        TraceParent = traceParent,
        TraceState = traceState,
    };
}
