using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using Stepwell.Wire;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Express;

/// <summary>StartSyncExecution.</summary>
public sealed class SynchronousTests
{
    [Fact]
    public async Task The_answer_tells_how_it_ended_and_what_it_would_cost()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(Pass);
        var answer = await server.RunSync(machine, """{"n": 1}""");
        Assert.Matches("^arn:aws:states:us-east-1:000000000000:express:express:run:[0-9a-f-]{36}$", answer.ExecutionArn);
        Assert.Equal((machine, "run", "SUCCEEDED"), (answer.StateMachineArn, answer.Name, answer.Status));
        Assert.Equal(("""{"n": 1}""", true), (answer.Input, answer.InputDetails!.Included));
        Assert.Equal(("""{"n": 1}""", true), (answer.Output, answer.OutputDetails!.Included));
        Assert.Equal((64, 100), (answer.BillingDetails!.BilledMemoryUsedInMB, answer.BillingDetails.BilledDurationInMilliseconds));
    }

    [Fact]
    public async Task A_failure_has_its_error_and_no_output()
    {
        await using var server = await Server.Start();
        var answer = await server.RunSync(await server.CreateExpress("""{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"c"}}}"""));
        Assert.Equal(("FAILED", "E", "c"), (answer.Status, answer.Error, answer.Cause));
        Assert.Null(answer.Output);
        Assert.Null(answer.OutputDetails);
    }

    [Fact]
    public async Task Without_data_the_answer_says_that_there_was_some()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(Pass);
        var answer = await server.Service.StartSyncExecution(
            new() { StateMachineArn = machine, Input = "1", IncludedData = "METADATA_ONLY" }, server.Context);
        Assert.Equal((null, false), (answer.Input, answer.InputDetails!.Included));
        Assert.Equal((null, false), (answer.Output, answer.OutputDetails!.Included));
    }

    [Fact]
    public async Task A_wait_is_waited_for_and_billed()
    {
        await using var server = await Server.Start();
        var run = server.RunSync(await server.CreateExpress(Waiting(60)));
        Assert.False(run.IsCompleted);
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        var answer = await run.Soon();
        Assert.Equal(("SUCCEEDED", 60_000), (answer.Status, answer.BillingDetails!.BilledDurationInMilliseconds));
        Assert.Equal(TimeSpan.FromSeconds(60), answer.StopDate - answer.StartDate);
    }

    [Theory]
    [InlineData("", 300)]
    [InlineData("\"TimeoutSeconds\":1000,", 300)]
    [InlineData("\"TimeoutSeconds\":7,", 7)]
    public async Task It_ends_after_five_minutes_or_the_timeout_of_the_machine(string timeout, int seconds)
    {
        await using var server = await Server.Start();
        var definition = $$"""{{{timeout}}"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":2000,"End":true} } }""";
        var run = server.RunSync(await server.CreateExpress(definition));
        server.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(run.IsCompleted);
        server.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var answer = await run.Soon();
        Assert.Equal(("TIMED_OUT", "States.Timeout"), (answer.Status, answer.Error));
    }

    [Fact]
    public async Task Tasks_go_to_integrations_with_the_name_of_the_execution()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, ",\"Parameters\":{\"name.$\":\"$$.Execution.Name\"}"));
        var run = server.RunSync(machine);
        var call = await server.Gate.NextCall();
        Assert.Equal("""{"name":"run"}""", call.Request.Parameters.ToString());
        Assert.Contains(":express:express:run:", call.Request.ExecutionArn, StringComparison.Ordinal);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Number(7)));
        Assert.Equal("7", (await run.Soon()).Output);
    }

    [Fact]
    public async Task A_failed_task_is_tried_again_when_its_time_has_come()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(
            Gate.Resource, Gate.Parameters + ",\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":5,\"MaxAttempts\":1}]"));
        var run = server.RunSync(machine);
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Failed("E", "first"));
        await server.Until("the retry", () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(5));
            return Task.FromResult(server.Gate.HasCall);
        });
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Failed("E", "second"));
        var answer = await run.Soon();
        Assert.Equal(("FAILED", "E", "second"), (answer.Status, answer.Error, answer.Cause));
    }

    [Fact]
    public async Task A_task_that_takes_too_long_is_given_up()
    {
        await using var server = await Server.Start();
        var run = server.RunSync(await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters + ",\"TimeoutSeconds\":5")));
        var call = await server.Gate.NextCall();
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("States.Timeout", (await run.Soon()).Error);
        Assert.True(call.Aborted.IsCancellationRequested);
    }

    [Fact]
    public async Task Branches_wait_for_each_other_in_memory()
    {
        await using var server = await Server.Start();
        static string Branch(string name) =>
            $$"""{"StartAt":"{{name}}","States":{"{{name}}":{"Type":"Task","Resource":"{{Gate.Resource}}","Parameters":{},"End":true} } }""";

        var run = server.RunSync(await server.CreateExpress(
            $$"""{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[{{Branch("A")}},{{Branch("B")}}]} } }"""));
        var (first, second) = (await server.Gate.NextCall(), await server.Gate.NextCall());
        second.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Number(2)));
        first.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Number(1)));
        var output = JsonValue.Parse((await run.Soon()).Output!);
        Assert.Equal(3, output[0].GetDouble() + output[1].GetDouble());
    }

    [Fact]
    public async Task Standard_state_machines_do_not_run_synchronously()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        await Refuses<StateMachineTypeNotSupportedException>(
            "This operation is not supported by this type of state machine", () => server.RunSync(machine));
    }

    [Fact]
    public async Task Names_inputs_and_machines_are_checked()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(Pass);
        await Refuses<InvalidNameException>("Invalid Name: 'a b'", () => server.RunSync(machine, name: "a b"));
        await Assert.ThrowsAsync<InvalidExecutionInputException>(() => server.RunSync(machine, "{"));
        await Refuses<StateMachineDoesNotExistException>($"State Machine Does Not Exist: '{machine}x'", () => server.RunSync(machine + "x"));
    }

    [Fact]
    public async Task When_the_server_stops_the_caller_hears_of_it()
    {
        await using var server = await Server.Start();
        var run = server.RunSync(await server.CreateExpress(Waiting(60)));
        server.Service.Stop();
        Assert.Equal(503, (await Assert.ThrowsAsync<AwsException>(() => run.Soon())).StatusCode);
    }
}
