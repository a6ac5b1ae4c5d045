using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Executions;

public sealed class StartTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:execution:machine:run";
    private const string Taken = $"Execution Already Exists: '{Arn}'";

    [Fact]
    public async Task An_execution_runs_with_its_input_and_is_described()
    {
        await using var server = await Server.Start();
        Assert.Equal(Arn, await server.Run(Pass, """{"a": 1.0}"""));
        var described = await server.Describe(Arn);
        Assert.Equal(("SUCCEEDED", "run", """{"a": 1.0}""", """{"a": 1.0}"""), (described.Status, described.Name, described.Input, described.Output));
        Assert.Equal((server.Clock.GetUtcNow(), server.Clock.GetUtcNow()), (described.StartDate, described.StopDate));
        Assert.Equal((0, "NOT_REDRIVABLE", "Execution is SUCCEEDED and cannot be redriven"), (described.RedriveCount, described.RedriveStatus, described.RedriveStatusReason));
    }

    [Fact]
    public async Task Without_a_name_and_input_it_gets_a_UUID_and_an_empty_object()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        var (first, second) = (await server.StartExecution(machine), await server.StartExecution(machine));
        Assert.NotEqual(first, second);
        Assert.True(Guid.TryParse(first.Split(':')[^1], out _));
        Assert.Equal("{}", (await server.Describe(first)).Input);
    }

    [Fact]
    public async Task Second_start_with_same_name_and_input_returns_same_execution_while_it_runs()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(60));
        var first = await Start(server, machine, "[1]");
        server.Clock.Advance(TimeSpan.FromSeconds(5));
        var second = await Start(server, machine, "[1]");
        Assert.Equal((first.ExecutionArn, first.StartDate), (second.ExecutionArn, second.StartDate));
        Assert.Single((await server.Service.ListExecutions(new() { StateMachineArn = machine }, server.Context)).Executions);
    }

    [Theory]
    [InlineData("[2]")]
    [InlineData("[1 ]")]
    [InlineData(null)]
    public async Task Same_name_with_other_input_is_refused(string? input)
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(60));
        await Start(server, machine, "[1]");
        await Refuses<ExecutionAlreadyExistsException>(Taken, () => Start(server, machine, input));
    }

    [Fact]
    public async Task The_name_of_a_closed_execution_stays_taken_even_for_the_same_input()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        await Start(server, machine, "[1]");
        await Refuses<ExecutionAlreadyExistsException>(Taken, () => Start(server, machine, "[1]"));
        await server.Restart();
        await Refuses<ExecutionAlreadyExistsException>(Taken, () => Start(server, machine, "[1]"));
    }

    [Fact]
    public async Task Two_starts_at_once_make_one_execution()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(60));
        var starts = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Start(server, machine, "[1]")));
        Assert.Single(starts.Select(start => (start.ExecutionArn, start.StartDate)).Distinct());
        Assert.Single((await server.Service.ListExecutions(new() { StateMachineArn = machine }, server.Context)).Executions);
    }

    [Fact]
    public async Task Input_that_is_no_JSON_and_names_that_are_none_are_refused()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        var refused = await Assert.ThrowsAsync<InvalidExecutionInputException>(() => Start(server, machine, "{"));
        Assert.Equal(
            "Invalid State Machine Execution Input: 'Unexpected end-of-input: expected close marker for Object (start marker at "
            + "[Source: (String)\"{\"; line: 1, column: 1])\n at [Source: (String)\"{\"; line: 1, column: 2]'",
            refused.Message);
        await Refuses<InvalidExecutionInputException>(
            "Invalid State Machine Execution Input: 'Unrecognized token 'no': was expecting (JSON String, Number, Array, Object or token "
            + "'null', 'true' or 'false')\n at [Source: (String)\"no json\"; line: 1, column: 3]'",
            () => Start(server, machine, "no json"));
        await Refuses<InvalidNameException>("Invalid Name: 'a b'", () => server.StartExecution(machine, "a b"));
    }

    [Fact]
    public async Task A_running_execution_keeps_the_definition_it_was_started_with()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Waiting(10));
        var old = await server.StartExecution(machine);
        var updated = await server.Service.UpdateStateMachine(new() { StateMachineArn = machine, Definition = Pass }, server.Context);
        var fresh = await server.StartExecution(machine);
        Assert.Equal("SUCCEEDED", (await server.Describe(fresh)).Status);
        Assert.Equal("RUNNING", (await server.Describe(old)).Status);
        Assert.Equal((Waiting(10), null), await Ran(server, old));
        Assert.Equal((Pass, updated.RevisionId), await Ran(server, fresh));
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("SUCCEEDED", (await server.End(old)).Status);
        Assert.Equal((Waiting(10), null), await Ran(server, old));
    }

    [Fact]
    public async Task The_trace_header_is_kept()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        await server.Service.StartExecution(new() { StateMachineArn = machine, Name = "run", TraceHeader = "Root=1" }, server.Context);
        Assert.Equal("Root=1", (await server.Describe(Arn)).TraceHeader);
    }

    private static async Task<StartExecutionOutput> Start(Server server, string machine, string? input) =>
        await server.Service.StartExecution(new() { StateMachineArn = machine, Name = "run", Input = input }, server.Context);

    private static async Task<(string Definition, string? RevisionId)> Ran(Server server, string execution)
    {
        var described = await server.Service.DescribeStateMachineForExecution(new() { ExecutionArn = execution }, server.Context);
        return (described.Definition, described.RevisionId);
    }
}
