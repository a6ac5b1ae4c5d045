using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Machines;

public sealed class StateMachineTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";

    [Fact]
    public async Task A_machine_is_described_as_it_was_made()
    {
        await using var server = await Server.Start();
        Assert.Equal(Arn, await server.CreateMachine(Pass));
        var described = await Describe(server);
        Assert.Equal((Arn, "machine", "ACTIVE", "STANDARD", Pass, Role), (described.StateMachineArn, described.Name, described.Status, described.Type, described.Definition, described.RoleArn));
        Assert.Equal(server.Clock.GetUtcNow(), described.CreationDate);
        Assert.Equal(("OFF", false, false), (described.LoggingConfiguration!.Level, described.LoggingConfiguration.IncludeExecutionData, described.TracingConfiguration!.Enabled));
        Assert.Null(described.RevisionId);
    }

    [Fact]
    public async Task Metadata_alone_comes_without_the_definition()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        var described = await server.Service.DescribeStateMachine(new() { StateMachineArn = Arn, IncludedData = "METADATA_ONLY" }, server.Context);
        Assert.Equal(("", "machine"), (described.Definition, described.Name));
    }

    [Fact]
    public async Task Creating_the_same_again_answers_with_the_first()
    {
        await using var server = await Server.Start();
        var first = await Create(server, Pass);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await Create(server, Pass, role: "arn:aws:iam::000000000000:role/another");
        Assert.Equal((first.StateMachineArn, first.CreationDate), (again.StateMachineArn, again.CreationDate));
        Assert.Equal(Role, (await Describe(server)).RoleArn);
    }

    [Fact]
    public async Task Creating_another_of_that_name_is_refused()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        const string Text = $"State Machine Already Exists: '{Arn}'";
        await Refuses<StateMachineAlreadyExistsException>(Text, () => Create(server, Waiting(1)));
        await Refuses<StateMachineAlreadyExistsException>(Text, () => Create(server, Pass.Replace(":", ": ", StringComparison.Ordinal)));
        await Refuses<StateMachineAlreadyExistsException>(Text, () => Create(server, Pass, type: "EXPRESS"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a#b")]
    [InlineData("a/b")]
    [InlineData("a:b")]
    [InlineData("a\tb")]
    [InlineData("a\u007f")]
    public async Task A_name_with_forbidden_characters_is_refused(string name)
    {
        await using var server = await Server.Start();
        await Refuses<InvalidNameException>($"Invalid Name: '{name}'", () => server.CreateMachine(Pass, name));
    }

    [Fact]
    public async Task A_definition_that_is_none_is_refused_with_what_is_wrong()
    {
        await using var server = await Server.Start();
        await Refuses<InvalidDefinitionException>(
            "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp'",
            () => server.CreateMachine("""{"StartAt":"W","States":{"W":{"Type":"Wait","Timestamp":"noon","End":true}}}"""));
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => server.CreateMachine("{"));
        Assert.Empty((await server.Service.ListStateMachines(new(), server.Context)).StateMachines);
    }

    [Fact]
    public async Task Logging_without_a_destination_is_refused()
    {
        await using var server = await Server.Start();
        await Refuses<InvalidLoggingConfigurationException>(
            "Invalid Logging Configuration: Must specify exactly one Log Destination.",
            async () => await server.Service.CreateStateMachine(
                new() { Name = "m", Definition = Pass, RoleArn = Role, LoggingConfiguration = new() { Level = "ALL" } }, server.Context));
    }

    [Fact]
    public async Task Encryption_with_a_customer_key_needs_the_key()
    {
        await using var server = await Server.Start();
        var encryption = new EncryptionConfiguration { Type = "CUSTOMER_MANAGED_KMS_KEY" };
        await Assert.ThrowsAsync<InvalidEncryptionConfigurationException>(async () => await server.Service.CreateStateMachine(
            new() { Name = "m", Definition = Pass, RoleArn = Role, EncryptionConfiguration = encryption }, server.Context));
        await server.CreateMachine(Pass);
        await Assert.ThrowsAsync<InvalidEncryptionConfigurationException>(async () => await server.Service.UpdateStateMachine(
            new() { StateMachineArn = Arn, EncryptionConfiguration = encryption }, server.Context));
    }

    [Fact]
    public async Task A_version_description_needs_publish()
    {
        await using var server = await Server.Start();
        await Refuses<ValidationException>(
            "Version description can only be set when publish is true",
            async () => await server.Service.CreateStateMachine(
                new() { Name = "m", Definition = Pass, RoleArn = Role, VersionDescription = "v" }, server.Context));
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var updated = await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn, Definition = Waiting(1) }, server.Context);
        var described = await Describe(server);
        Assert.Equal((Waiting(1), Role, updated.RevisionId), (described.Definition, described.RoleArn, described.RevisionId));
        Assert.Equal(server.Clock.GetUtcNow(), updated.UpdateDate);
        Assert.Equal(updated.UpdateDate.AddMinutes(-1), described.CreationDate);
        await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn, TracingConfiguration = new() { Enabled = true } }, server.Context);
        Assert.Equal((Waiting(1), true), ((await Describe(server)).Definition, (await Describe(server)).TracingConfiguration!.Enabled));
        Assert.NotEqual(updated.RevisionId, (await Describe(server)).RevisionId);
    }

    [Fact]
    public async Task An_update_of_nothing_or_with_a_wrong_definition_is_refused()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        await Refuses<MissingRequiredParameterException>(
            "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
            async () => await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn }, server.Context));
        await Assert.ThrowsAsync<InvalidDefinitionException>(
            async () => await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn, Definition = "{}" }, server.Context));
        Assert.Equal(Pass, (await Describe(server)).Definition);
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_described_updated_or_started_but_be_deleted()
    {
        await using var server = await Server.Start();
        const string Text = $"State Machine Does Not Exist: '{Arn}'";
        await Refuses<StateMachineDoesNotExistException>(Text, () => Describe(server));
        await Refuses<StateMachineDoesNotExistException>(
            Text, async () => await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn, RoleArn = Role }, server.Context));
        await Refuses<StateMachineDoesNotExistException>(Text, () => server.StartExecution(Arn));
        await Refuses<StateMachineDoesNotExistException>(
            Text, async () => await server.Service.ListExecutions(new() { StateMachineArn = Arn }, server.Context));
        await server.Service.DeleteStateMachine(new() { StateMachineArn = Arn }, server.Context);
    }

    [Theory]
    [InlineData("no_arn", "Invalid Arn: 'Invalid ARN prefix: no_arn'")]
    [InlineData("arn:aws:states:us-east-1", "Invalid Arn: 'Invalid ARN: arn:aws:states:us-east-1'")]
    [InlineData("arn:aws:states:us-east-1:000000000000:activity:a", "Invalid Arn: 'Resource type not valid in this context: activity'")]
    public async Task What_is_no_ARN_of_a_machine_is_refused(string arn, string text)
    {
        await using var server = await Server.Start();
        await Refuses<InvalidArnException>(
            text, async () => await server.Service.DescribeStateMachine(new() { StateMachineArn = arn }, server.Context));
        await Refuses<InvalidArnException>(
            text, async () => await server.Service.DeleteStateMachine(new() { StateMachineArn = arn }, server.Context));
        await Refuses<InvalidArnException>(text, () => server.StartExecution(arn));
    }

    [Fact]
    public async Task Machines_of_other_regions_and_accounts_are_others()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        var elsewhere = new Wire.RequestContext { AccountId = "111111111111", Region = "eu-west-1", RequestId = "r", Host = "h" };
        Assert.Empty((await server.Service.ListStateMachines(new(), elsewhere)).StateMachines);
        var created = await server.Service.CreateStateMachine(new() { Name = "machine", Definition = Waiting(1), RoleArn = Role }, elsewhere);
        Assert.Equal("arn:aws:states:eu-west-1:111111111111:stateMachine:machine", created.StateMachineArn);
        Assert.Single((await server.Service.ListStateMachines(new(), server.Context)).StateMachines);
    }

    private static async Task<DescribeStateMachineOutput> Describe(Server server) =>
        await server.Service.DescribeStateMachine(new() { StateMachineArn = Arn }, server.Context);

    private static async Task<CreateStateMachineOutput> Create(Server server, string definition, string role = Role, string? type = null) =>
        await server.Service.CreateStateMachine(new() { Name = "machine", Definition = definition, RoleArn = role, Type = type }, server.Context);
}
