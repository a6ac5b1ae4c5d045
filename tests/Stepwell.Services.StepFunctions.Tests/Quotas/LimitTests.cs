using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Quotas;

/// <summary>Quotas on how many of something there may be at a time.</summary>
public sealed class LimitTests
{
    private const string TooManyOpen =
        "The maximum number of running executions has been reached. Running executions must end or be stopped before a new execution can be started.";

    [Fact]
    public async Task An_execution_too_many_is_refused_until_another_has_ended()
    {
        await using var server = await Server.Start("OpenExecutions=2");
        var machine = await server.CreateMachine(Waiting(3600));
        var first = await server.StartExecution(machine, "1");
        await server.StartExecution(machine, "2");
        await Refuses<ExecutionLimitExceededException>(TooManyOpen, () => server.StartExecution(machine, "3"));
        Assert.Equal(first, await server.StartExecution(machine, "1"));
        await server.Service.StopExecution(new() { ExecutionArn = first }, server.Context);
        await server.StartExecution(machine, "3");
        await Refuses<ExecutionLimitExceededException>(TooManyOpen, () => server.StartExecution(machine, "4"));
    }

    [Fact]
    public async Task Open_executions_are_known_after_a_restart()
    {
        await using var server = await Server.Start("OpenExecutions=3");
        var machine = await server.CreateMachine(Waiting(60));
        var executions = new List<string>();
        for (var i = 0; i < 3; i++)
            executions.Add(await server.StartExecution(machine, $"{i}"));
        await server.Restart();
        await Refuses<ExecutionLimitExceededException>(TooManyOpen, () => server.StartExecution(machine, "more"));
        await server.Restart(downFor: TimeSpan.FromMinutes(2));
        foreach (var execution in executions)
            await server.End(execution);
        for (var i = 3; i < 6; i++)
            await server.StartExecution(machine, $"{i}");
        await Refuses<ExecutionLimitExceededException>(TooManyOpen, () => server.StartExecution(machine, "more"));
    }

    [Fact]
    public async Task A_redrive_opens_an_execution_again()
    {
        await using var server = await Server.Start("OpenExecutions=1");
        var machine = await server.CreateMachine(Waiting(3600));
        var first = await server.StartExecution(machine, "1");
        await server.Service.StopExecution(new() { ExecutionArn = first }, server.Context);
        var second = await server.StartExecution(machine, "2");
        await Refuses<ExecutionLimitExceededException>(TooManyOpen, () => server.Redrive(first));
        await server.Service.StopExecution(new() { ExecutionArn = second }, server.Context);
        await server.Redrive(first);
        await Refuses<ExecutionLimitExceededException>(TooManyOpen, () => server.StartExecution(machine, "3"));
    }

    [Fact]
    public async Task Executions_that_end_at_once_and_express_ones_do_not_count()
    {
        await using var server = await Server.Start("OpenExecutions=1");
        var machine = await server.CreateMachine(Pass);
        var express = await server.CreateExpress(Waiting(60));
        for (var i = 0; i < 3; i++)
        {
            await server.StartExecution(machine);
            await server.StartExecution(express);
        }
    }

    [Fact]
    public async Task A_state_machine_too_many_is_refused_until_another_is_deleted()
    {
        const string Refusal =
            "The maximum number of state machines has been reached. Existing state machines must be deleted before a new state machine can be created.";
        await using var server = await Server.Start("StateMachines=2");
        var first = await server.CreateMachine(Pass, "a");
        await server.CreateMachine(Pass, "b");
        await server.Restart();
        await Refuses<StateMachineLimitExceededException>(Refusal, () => server.CreateMachine(Pass, "c"));
        Assert.Equal(first, await server.CreateMachine(Pass, "a"));
        await server.Service.DeleteStateMachine(new() { StateMachineArn = first }, server.Context);
        await server.CreateMachine(Pass, "c");
    }

    [Fact]
    public async Task An_activity_too_many_is_refused_until_another_is_deleted()
    {
        const string Refusal =
            "The maximum number of activities has been reached. Existing activities must be deleted before a new activity can be created.";
        await using var server = await Server.Start("Activities=2");
        var first = await server.CreateActivity("a");
        await server.CreateActivity("b");
        await server.Restart();
        await Refuses<ActivityLimitExceededException>(Refusal, () => server.CreateActivity("c"));
        Assert.Equal(first, await server.CreateActivity("a"));
        await server.Service.DeleteActivity(new() { ActivityArn = first }, server.Context);
        await server.CreateActivity("c");
    }

    [Fact]
    public async Task A_worker_too_many_is_refused_until_another_has_left()
    {
        await using var server = await Server.Start("ActivityPollers=2");
        var activity = await server.CreateActivity();
        using var leaving = new CancellationTokenSource();
        var first = server.Poll(activity, Server.Leaver(leaving.Token));
        _ = server.Poll(activity);
        await Refuses<ActivityWorkerLimitExceededException>(
            "The maximum number of workers concurrently polling for activity tasks has been reached.", () => server.Poll(activity));
        await leaving.CancelAsync();
        await first.Soon();
        var third = server.Poll(activity);
        Assert.False(third.IsCompleted);
    }

    [Fact]
    public async Task Versions_and_aliases_have_the_limits_of_the_profile()
    {
        await using var server = await Server.Start("StateMachineVersions=1", "StateMachineAliases=1");
        var machine = await server.CreateMachine(Pass);
        var version = await server.Service.PublishStateMachineVersion(new() { StateMachineArn = machine }, server.Context);
        await server.Service.UpdateStateMachine(new() { StateMachineArn = machine, Definition = Waiting(1) }, server.Context);
        await Refuses<ServiceQuotaExceededException>(
            "Too many versions: a state machine can have 1.",
            () => server.Service.PublishStateMachineVersion(new() { StateMachineArn = machine }, server.Context).AsTask());
        RoutingConfigurationListItem[] route = [new() { StateMachineVersionArn = version.StateMachineVersionArn, Weight = 100 }];
        await server.Service.CreateStateMachineAlias(new() { Name = "a", RoutingConfiguration = route }, server.Context);
        await Refuses<ServiceQuotaExceededException>(
            "Too many aliases: a state machine can have 1.",
            () => server.Service.CreateStateMachineAlias(new() { Name = "b", RoutingConfiguration = route }, server.Context).AsTask());
    }
}
