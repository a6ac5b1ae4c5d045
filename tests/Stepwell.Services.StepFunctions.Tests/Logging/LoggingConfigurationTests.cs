using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Logging;

public sealed class LoggingConfigurationTests
{
    private const string ExactlyOne = "Invalid Logging Configuration: Must specify exactly one Log Destination.";
    private const string NotFound = "Invalid Logging Configuration: Log Destination not found.";
    private const string Qualifier = "Invalid Logging Configuration: Log Group ARN must be provided with '*' qualifier.";

    [Fact]
    public async Task A_level_that_logs_needs_exactly_one_destination()
    {
        await using var server = await Server.Start();
        await Refuses<InvalidLoggingConfigurationException>(ExactlyOne, () => Create(server, new() { Level = "ALL" }));
        await Refuses<InvalidLoggingConfigurationException>(ExactlyOne, () => Create(server, To([])));
        await Refuses<InvalidLoggingConfigurationException>(ExactlyOne, () => Create(server, To([LogBook.Group, LogBook.Group])));
        await Refuses<InvalidLoggingConfigurationException>(ExactlyOne, () => Create(server, new() { Level = "ALL", Destinations = [new()] }));
    }

    [Fact]
    public async Task A_destination_is_a_group_that_is_there()
    {
        await using var server = await Server.Start();
        await Refuses<InvalidLoggingConfigurationException>(Qualifier, () => Create(server, To([LogBook.Group[..^2]])));
        server.Logs.HasTheGroup = false;
        await Refuses<InvalidLoggingConfigurationException>(NotFound, () => Create(server, To([LogBook.Group])));
    }

    [Fact]
    public async Task An_update_is_checked_like_a_creation()
    {
        await using var server = await Server.Start();
        var machine = await server.CreateMachine(Pass);
        server.Logs.HasTheGroup = false;
        await Refuses<InvalidLoggingConfigurationException>(NotFound, async () => await server.Service.UpdateStateMachine(
            new() { StateMachineArn = machine, LoggingConfiguration = To([LogBook.Group]) }, server.Context));
    }

    [Fact]
    public async Task What_was_configured_is_described()
    {
        await using var server = await Server.Start();
        await Create(server, To([LogBook.Group]) with { IncludeExecutionData = true });
        await server.Restart();
        var machine = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
        var shown = (await server.Service.DescribeStateMachine(new() { StateMachineArn = machine }, server.Context)).LoggingConfiguration!;
        Assert.Equal(("ALL", true), (shown.Level, shown.IncludeExecutionData));
        Assert.Equal(LogBook.Group, Assert.Single(shown.Destinations!).CloudWatchLogsLogGroup!.LogGroupArn);
    }

    private static LoggingConfiguration To(string[] groups) => new()
    {
        Level = "ALL",
        Destinations = [.. groups.Select(arn => new LogDestination { CloudWatchLogsLogGroup = new() { LogGroupArn = arn } })],
    };

    private static async Task Create(Server server, LoggingConfiguration logging) => await server.Service.CreateStateMachine(
        new() { Name = "machine", Definition = Pass, RoleArn = Role, LoggingConfiguration = logging }, server.Context);
}
