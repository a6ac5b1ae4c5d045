using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Express;

/// <summary>StartExecution of Express state machines.</summary>
public sealed class AsynchronousTests
{
    [Fact]
    public async Task It_runs_after_the_answer()
    {
        await using var server = await Server.Start();
        var execution = await server.StartExecution(await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters)), "run");
        Assert.Matches("^arn:aws:states:us-east-1:000000000000:express:express:run:[0-9a-f-]{36}$", execution);
        var call = await server.Gate.NextCall();
        Assert.Equal(execution, call.Request.ExecutionArn);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
    }

    [Fact]
    public async Task Names_may_be_used_again()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(Pass);
        Assert.NotEqual(await server.StartExecution(machine, "run"), await server.StartExecution(machine, "run"));
    }

    [Fact]
    public async Task After_a_restart_it_runs_again_from_its_start()
    {
        await using var server = await Server.Start();
        var execution = await server.StartExecution(await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters)), "run", "[5]");
        await server.Gate.NextCall();
        await server.Restart();
        var call = await server.Gate.NextCall();
        Assert.Equal(execution, call.Request.ExecutionArn);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
    }

    [Fact]
    public async Task What_the_server_accepts_while_it_stops_runs_after_the_next_start()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters));
        server.Service.Stop();
        var execution = await server.StartExecution(machine, "run");
        await server.Restart();
        var call = await server.Gate.NextCall();
        Assert.Equal(execution, call.Request.ExecutionArn);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
    }

    [Fact]
    public async Task It_runs_later_when_the_store_cannot_be_read_at_first()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters));
        await server.StartExecution(machine, "first");
        (await server.Gate.NextCall()).Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));

        server.FailNextRead();
        var execution = await server.StartExecution(machine, "second");
        await server.Until("its task", () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(server.Gate.HasCall);
        });
        var call = await server.Gate.NextCall();
        Assert.Equal(execution, call.Request.ExecutionArn);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
    }

    [Fact]
    public async Task Operations_on_executions_do_not_know_it()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(Pass);
        var execution = await server.StartExecution(machine, "run");
        const string Refusal = "Invalid Arn: 'Resource type not valid in this context: express'";
        await Refuses<InvalidArnException>(Refusal, () => server.Describe(execution));
        await Refuses<InvalidArnException>(Refusal, () => server.History(execution));
        await Refuses<InvalidArnException>(Refusal, () => server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context).AsTask());
        await Refuses<StateMachineTypeNotSupportedException>(
            "This operation is not supported by this type of state machine",
            () => server.Service.ListExecutions(new() { StateMachineArn = machine }, server.Context).AsTask());
    }

    [Fact]
    public async Task A_Standard_execution_starts_it_and_goes_on()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(OneTask(Gate.Resource, Gate.Parameters));
        var parent = await server.Run(OneTask(
            "arn:aws:states:::states:startExecution", $",\"Parameters\":{{\"StateMachineArn\":\"{machine}\",\"Input\":{{}}}}"));
        var output = JsonValue.Parse((await server.End(parent)).Output!);
        var call = await server.Gate.NextCall();
        Assert.Equal(output["ExecutionArn"].GetString(), call.Request.ExecutionArn);
        call.Outcome.SetResult(new TaskOutcome.Succeeded(JsonValue.Null));
    }

    [Fact]
    public async Task A_task_can_run_it_to_its_end()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateExpress(Pass);
        var parent = await server.Run(OneTask(
            "arn:aws:states:::aws-sdk:sfn:startSyncExecution", $",\"Parameters\":{{\"StateMachineArn\":\"{machine}\",\"Input\":\"[1]\"}}"));
        var output = JsonValue.Parse((await server.End(parent)).Output!);
        Assert.Equal(("SUCCEEDED", "[1]"), (output["Status"].GetString(), output["Output"].GetString()));
        Assert.Equal(100, output["BillingDetails"]["BilledDurationInMilliseconds"].GetDouble());
    }
}
