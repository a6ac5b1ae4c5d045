using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tests.Support;
using Stepwell.Services.StepFunctions.Tracing;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Tracing;

/// <summary>What spans there are of an execution, and what they say.</summary>
public sealed class SpanTests
{
    [Fact]
    public async Task Execution_state_and_task_are_below_each_other_with_the_times_of_their_events()
    {
        await using var server = await Server.StartTracing();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters));
        var call = await server.Gate.NextCall();
        Assert.Empty(server.Spans.All);
        server.Clock.Advance(TimeSpan.FromSeconds(3));
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        await server.End(execution);
        await server.UntilTold("machine");
        var (whole, state, task) = (server.Spans["machine"], server.Spans["T"], server.Spans["aws-sdk:sqs:listQueues"]);
        Assert.Equal([null, whole.Id, state.Id], [whole.ParentId, state.ParentId, task.ParentId]);
        Assert.All([state, task], span => Assert.Equal(whole.TraceId, span.TraceId));
        Assert.Equal([SpanKind.Server, SpanKind.Internal, SpanKind.Client], [whole.Kind, state.Kind, task.Kind]);
        var history = await server.History(execution);
        Assert.All([whole, state, task], span => Assert.Equal((history[0].Timestamp, history[^1].Timestamp), (span.Start, span.End)));
        Assert.All([whole, state, task], span => Assert.Null(span.Error));
        Assert.Equal("SUCCEEDED", whole.Attribute("aws.step_functions.execution.status"));
        Assert.Equal(execution, whole.Attribute("aws.step_functions.execution.arn"));
        Assert.Equal("us-east-1", whole.Attribute("cloud.region"));
        Assert.Equal("Task", state.Attribute("aws.step_functions.state.type"));
        Assert.Equal(("aws-api", "sqs", "listQueues"), (task.Attribute("rpc.system"), task.Attribute("rpc.service"), task.Attribute("rpc.method")));
    }

    [Fact]
    public async Task Every_attempt_is_a_task_and_a_failure_is_told_by_all_around_it()
    {
        await using var server = await Server.StartTracing();
        var execution = await server.Run(OneTask(
            Gate.Resource, Gate.Parameters + ",\"Retry\":[{\"ErrorEquals\":[\"Busy\"],\"IntervalSeconds\":1,\"MaxAttempts\":1}]"));
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Failed("Busy", "come again"));
        await server.UntilShown(execution, "TaskFailed");
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Failed("Broken", "for good"));
        await server.End(execution);
        await server.UntilTold("machine");
        var attempts = server.Spans.All.Where(span => span.Kind == SpanKind.Client).ToList();
        Assert.Equal(["Busy: come again", "Broken: for good"], attempts.Select(span => span.Error));
        Assert.Equal(["Busy", "Broken"], attempts.Select(span => span.Attribute("error.type")));
        Assert.Equal(2, attempts.Select(span => span.Id).Distinct().Count());
        Assert.All(attempts, span => Assert.Equal(server.Spans["T"].Id, span.ParentId));
        Assert.Equal(("Broken: for good", 1L), (server.Spans["T"].Error, server.Spans["T"].Attribute("aws.step_functions.state.retry_count")));
        Assert.Equal(("Broken: for good", "FAILED"),
            (server.Spans["machine"].Error, server.Spans["machine"].Attribute("aws.step_functions.execution.status")));
    }

    [Fact]
    public async Task Branches_and_iterations_are_below_the_state_that_opens_them()
    {
        await using var server = await Server.StartTracing();
        await server.Run("""
            {
              "StartAt": "Both",
              "States": {
                "Both": {
                  "Type": "Parallel",
                  "Branches": [
                    { "StartAt": "Left", "States": { "Left": { "Type": "Pass", "End": true } } },
                    {
                      "StartAt": "Each",
                      "States": {
                        "Each": {
                          "Type": "Map",
                          "Items": "{% [7, 8] %}",
                          "QueryLanguage": "JSONata",
                          "ItemProcessor": { "StartAt": "One", "States": { "One": { "Type": "Pass", "End": true } } },
                          "End": true
                        }
                      }
                    }
                  ],
                  "End": true
                }
              }
            }
            """);
        await server.UntilTold("machine");
        Assert.Equal(server.Spans["machine"].Id, server.Spans["Both"].ParentId);
        Assert.All([server.Spans["Left"], server.Spans["Each"]], span => Assert.Equal(server.Spans["Both"].Id, span.ParentId));
        Assert.Equal(1L, server.Spans["Each"].Attribute("aws.step_functions.parallel.branch.index"));
        var iterations = server.Spans.All.Where(span => span.Name == "One").ToList();
        Assert.All(iterations, span => Assert.Equal(server.Spans["Each"].Id, span.ParentId));
        Assert.Equal([0L, 1L], iterations.Select(span => span.Attribute("aws.step_functions.map.iteration.index")));
        Assert.Equal(server.Spans.All.Count, server.Spans.All.Select(span => span.Id).Distinct().Count());
    }

    [Fact]
    public async Task What_is_given_up_with_a_failed_branch_ends_with_it()
    {
        await using var server = await Server.StartTracing();
        await server.Run($$"""
            {
              "StartAt": "Both",
              "States": {
                "Both": {
                  "Type": "Parallel",
                  "Branches": [
                    { "StartAt": "Slow", "States": { "Slow": { "Type": "Wait", "Seconds": 60, "End": true } } },
                    { "StartAt": "Bad", "States": { "Bad": { "Type": "Task", "Resource": "{{Gate.Resource}}"{{Gate.Parameters}}, "End": true } } }
                  ],
                  "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "After" }],
                  "End": true
                },
                "After": { "Type": "Pass", "End": true }
              }
            }
            """);
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Failed("E", "c"));
        await server.UntilTold("machine");
        Assert.Equal(("aborted", "aborted"), (server.Spans["Slow"].Error, server.Spans["Slow"].Attribute("error.type")));
        Assert.Equal("E: c", server.Spans["Bad"].Error);
        Assert.Equal("Wait", server.Spans["Slow"].Attribute("aws.step_functions.state.type"));
        Assert.All([server.Spans["Both"], server.Spans["After"], server.Spans["machine"]], span => Assert.Null(span.Error));
    }

    [Fact]
    public async Task A_redrive_is_a_second_span_of_the_same_trace()
    {
        await using var server = await Server.StartTracing();
        var execution = await server.Run(OneTask(Gate.Resource, Gate.Parameters));
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Failed("E", "c"));
        await server.End(execution);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var redriven = await server.Redrive(execution);
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
        await server.Until("the second end", () => Task.FromResult(server.Spans.All.Count(span => span.Name == "machine") == 2));
        var runs = server.Spans.All.Where(span => span.Name == "machine").ToList();
        var states = server.Spans.All.Where(span => span.Name == "T").ToList();
        Assert.Equal(runs[0].TraceId, runs[1].TraceId);
        Assert.Equal(runs.Select(span => span.Id), states.Select(span => (Integrations.Tracing.SpanId)span.ParentId!));
        Assert.Equal([redriven, redriven], [runs[1].Start, states[1].Start]);
        Assert.Equal(6, server.Spans.All.Select(span => span.Id).Distinct().Count());
        Assert.Equal(1L, runs[1].Attribute("aws.step_functions.execution.redrive_count"));
        Assert.Equal(["E: c", null], runs.Select(span => span.Error));
    }

    [Fact]
    public async Task After_a_restart_the_trace_goes_on_and_nothing_is_told_again()
    {
        await using var server = await Server.StartTracing();
        var execution = await server.Run("""
            {
              "StartAt": "First",
              "States": {
                "First": { "Type": "Pass", "Next": "W" },
                "W": { "Type": "Wait", "Seconds": 60, "End": true }
              }
            }
            """);
        await server.UntilTold("First");
        await server.Restart(TimeSpan.FromSeconds(60));
        await server.End(execution);
        await server.UntilTold("machine");
        Assert.Equal(["First", "W", "machine"], server.Spans.All.Select(span => span.Name));
        Assert.Single(server.Spans.All.Select(span => span.TraceId).Distinct());
        Assert.All([server.Spans["First"], server.Spans["W"]], span => Assert.Equal(server.Spans["machine"].Id, span.ParentId));
    }

    [Fact]
    public async Task A_stopped_execution_ends_all_that_is_open()
    {
        await using var server = await Server.StartTracing();
        var execution = await server.Run(OneTask(await server.CreateActivity()));
        await server.Service.StopExecution(new() { ExecutionArn = execution, Error = "E", Cause = "enough" }, server.Context);
        await server.UntilTold("machine");
        Assert.Equal(["E: enough", "E: enough", "E: enough"], server.Spans.All.Select(span => span.Error));
        Assert.Equal(SpanKind.Producer, server.Spans["work"].Kind);
        Assert.EndsWith(":activity:work", (string?)server.Spans["work"].Attribute("aws.step_functions.activity.arn"), StringComparison.Ordinal);
    }
}
