using Stepwell.Services.StepFunctions.Api;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>Calls of the API with what tests mostly say.</summary>
internal static class Calls
{
    public const string Role = "arn:aws:iam::000000000000:role/r";
    public const string Pass = """{"StartAt":"S","States":{"S":{"Type":"Pass","End":true}}}""";

    public static string Waiting(int seconds) =>
        $$"""{"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":{{seconds}},"End":true} } }""";

    /// <summary>A machine of one task state.</summary>
    /// <param name="fields">Further fields of the state, each with a comma before it.</param>
    public static string OneTask(string resource, string fields = "") =>
        $$"""{"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{resource}}"{{fields}},"End":true} } }""";

    public static async Task<string> CreateMachine(this Server server, string definition, string name = "machine") =>
        (await server.Service.CreateStateMachine(new() { Name = name, Definition = definition, RoleArn = Role }, server.Context)).StateMachineArn;

    public static async Task<string> CreateExpress(this Server server, string definition, string name = "express") =>
        (await server.Service.CreateStateMachine(
            new() { Name = name, Type = "EXPRESS", Definition = definition, RoleArn = Role }, server.Context)).StateMachineArn;

    public static Task<StartSyncExecutionOutput> RunSync(this Server server, string machineArn, string? input = null, string? name = "run") =>
        server.Service.StartSyncExecution(new() { StateMachineArn = machineArn, Name = name, Input = input }, server.Context).AsTask();

    public static async Task<DateTimeOffset> Redrive(this Server server, string executionArn, string? clientToken = null) =>
        (await server.Service.RedriveExecution(new() { ExecutionArn = executionArn, ClientToken = clientToken }, server.Context)).RedriveDate;

    public static async Task<string> CreateActivity(this Server server, string name = "work") =>
        (await server.Service.CreateActivity(new() { Name = name }, server.Context)).ActivityArn;

    public static async Task<string> StartExecution(this Server server, string machineArn, string? name = null, string? input = null) =>
        (await server.Service.StartExecution(new() { StateMachineArn = machineArn, Name = name, Input = input }, server.Context)).ExecutionArn;

    /// <summary>Creates the machine and starts it once.</summary>
    public static async Task<string> Run(this Server server, string definition, string? input = null) =>
        await server.StartExecution(await server.CreateMachine(definition), "run", input);

    public static async Task<DescribeExecutionOutput> Describe(this Server server, string executionArn) =>
        await server.Service.DescribeExecution(new() { ExecutionArn = executionArn }, server.Context);

    /// <summary>Waits until the execution is closed; gives its description.</summary>
    public static async Task<DescribeExecutionOutput> End(this Server server, string executionArn)
    {
        DescribeExecutionOutput? last = null;
        await server.Until(
            $"the end of {executionArn}", async () => (last = await server.Describe(executionArn)).Status != "RUNNING");
        return last!;
    }

    public static async Task<IReadOnlyList<HistoryEvent>> History(this Server server, string executionArn) =>
        (await server.Service.GetExecutionHistory(new() { ExecutionArn = executionArn, MaxResults = 1_000 }, server.Context)).Events;

    public static async Task<string[]> Types(this Server server, string executionArn) =>
        [.. (await server.History(executionArn)).Select(entry => entry.Type)];

    /// <summary>Waits until history shows an event of that type.</summary>
    public static Task UntilShown(this Server server, string executionArn, string type, int count = 1) =>
        server.Until($"{count} times {type} of {executionArn}", async () => (await server.Types(executionArn)).Count(shown => shown == type) >= count);

    public static Task<GetActivityTaskOutput> Poll(this Server server, string activityArn, RequestContext? context = null, string? worker = "worker") =>
        server.Service.GetActivityTask(new() { ActivityArn = activityArn, WorkerName = worker }, context ?? server.Context).AsTask();

    /// <summary>Polls for a task that must be there or come.</summary>
    public static async Task<GetActivityTaskOutput> Take(this Server server, string activityArn)
    {
        var task = await server.Poll(activityArn).Soon();
        Assert.False(string.IsNullOrEmpty(task.TaskToken), "The poll ended without a task.");
        return task;
    }

    public static async Task Succeed(this Server server, string? taskToken, string output = "{}") =>
        await server.Service.SendTaskSuccess(new() { TaskToken = taskToken!, Output = output }, server.Context);

    /// <summary>The call must be refused with that error and that text.</summary>
    public static async Task Refuses<TException>(string message, Func<Task> call) where TException : AwsException =>
        Assert.Equal(message, (await Assert.ThrowsAsync<TException>(call)).Message);
}
