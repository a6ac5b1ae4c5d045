using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Machines;

public sealed class DeletionTests
{
    [Fact]
    public async Task A_machine_at_rest_is_gone_at_once_and_its_name_is_free()
    {
        await using var server = await Server.Start();
        var arn = await server.CreateMachine(Pass);
        await Delete(server, arn);
        await Assert.ThrowsAsync<StateMachineDoesNotExistException>(() => Describe(server, arn));
        Assert.Empty((await server.Service.ListStateMachines(new(), server.Context)).StateMachines);
        await server.CreateMachine(Waiting(1));
        Assert.Equal(Waiting(1), (await Describe(server, arn)).Definition);
    }

    [Fact]
    public async Task A_machine_with_a_running_execution_is_being_deleted_until_that_has_ended()
    {
        await using var server = await Server.Start();
        var arn = await server.CreateMachine(Waiting(30));
        var execution = await server.StartExecution(arn);
        await Delete(server, arn);
        Assert.Equal("DELETING", (await Describe(server, arn)).Status);
        var text = $"State Machine is being deleted: '{arn}'";
        await Refuses<StateMachineDeletingException>(text, () => server.StartExecution(arn));
        await Refuses<StateMachineDeletingException>(text, () => server.CreateMachine(Waiting(30)));
        await Refuses<StateMachineDeletingException>(
            text, async () => await server.Service.UpdateStateMachine(new() { StateMachineArn = arn, RoleArn = Role }, server.Context));
        await Delete(server, arn);

        server.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal("SUCCEEDED", (await server.End(execution)).Status);
        await Gone(server, arn);
    }

    [Fact]
    public async Task A_deletion_goes_on_after_a_restart()
    {
        await using var server = await Server.Start();
        var arn = await server.CreateMachine(Waiting(30));
        var execution = await server.StartExecution(arn);
        await Delete(server, arn);
        await server.Restart();
        Assert.Equal("DELETING", (await Describe(server, arn)).Status);
        await server.Service.StopExecution(new() { ExecutionArn = execution }, server.Context);
        await Gone(server, arn);
    }

    [Fact]
    public async Task Executions_of_a_deleted_machine_are_still_described_with_what_they_ran()
    {
        await using var server = await Server.Start();
        var arn = await server.CreateMachine(Pass);
        var execution = await server.StartExecution(arn, "run", "[1]");
        await Delete(server, arn);
        Assert.Equal(("SUCCEEDED", "[1]"), ((await server.Describe(execution)).Status, (await server.Describe(execution)).Output));
        Assert.Equal(4, (await server.History(execution)).Count);
        var described = await server.Service.DescribeStateMachineForExecution(new() { ExecutionArn = execution }, server.Context);
        Assert.Equal((arn, Pass), (described.StateMachineArn, described.Definition));
    }

    [Fact]
    public async Task Tags_go_with_the_machine()
    {
        await using var server = await Server.Start();
        var arn = await server.CreateMachine(Pass);
        await server.Service.TagResource(new() { ResourceArn = arn, Tags = [new() { Key = "k", Value = "v" }] }, server.Context);
        await Delete(server, arn);
        await server.CreateMachine(Pass);
        Assert.Empty((await server.Service.ListTagsForResource(new() { ResourceArn = arn }, server.Context)).Tags!);
    }

    private static Task Gone(Server server, string arn) => server.Until($"{arn} being gone", async () =>
    {
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        return (await server.Service.ListStateMachines(new(), server.Context)).StateMachines.All(machine => machine.StateMachineArn != arn);
    });

    private static async Task Delete(Server server, string arn) =>
        await server.Service.DeleteStateMachine(new() { StateMachineArn = arn }, server.Context);

    private static async Task<DescribeStateMachineOutput> Describe(Server server, string arn) =>
        await server.Service.DescribeStateMachine(new() { StateMachineArn = arn }, server.Context);
}
