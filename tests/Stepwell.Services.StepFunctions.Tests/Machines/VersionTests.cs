using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Machines;

public sealed class VersionTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";

    [Fact]
    public async Task Creating_with_publish_answers_with_the_first_version()
    {
        await using var server = await Server.Start();
        var created = await Create(server, publish: true, description: "first");
        Assert.Equal($"{Arn}:1", created.StateMachineVersionArn);
        var described = await Describe(server, $"{Arn}:1");
        Assert.Equal(($"{Arn}:1", "machine", "first", Pass), (described.StateMachineArn, described.Name, described.Description, described.Definition));
        Assert.Null((await Describe(server, Arn)).Description);
    }

    [Fact]
    public async Task Creating_again_is_the_same_only_with_the_same_publication()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: "first");
        Assert.Equal($"{Arn}:1", (await Create(server, publish: true, description: "first")).StateMachineVersionArn);
        await Assert.ThrowsAsync<StateMachineAlreadyExistsException>(() => Create(server, publish: true, description: "other"));
        await Assert.ThrowsAsync<StateMachineAlreadyExistsException>(() => Create(server, publish: false, description: null));
    }

    [Fact]
    public async Task A_description_without_publish_is_refused()
    {
        await using var server = await Server.Start();
        const string Text = "Version description can only be set when publish is true";
        await Refuses<ValidationException>(Text, () => Create(server, publish: false, description: "first"));
        await server.CreateMachine(Pass);
        await Refuses<ValidationException>(Text, async () => await server.Service.UpdateStateMachine(
            new() { StateMachineArn = Arn, RoleArn = Role, VersionDescription = "second" }, server.Context));
    }

    [Fact]
    public async Task Publishing_twice_without_a_change_gives_the_same_version()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        var first = await Publish(server);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await Publish(server, revisionId: "INITIAL");
        Assert.Equal((first.StateMachineVersionArn, first.CreationDate), (again.StateMachineVersionArn, again.CreationDate));
        Assert.Equal([$"{Arn}:1"], await Versions(server));
    }

    [Fact]
    public async Task A_version_keeps_what_it_was_published_with()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        var updated = await Update(server, Waiting(1), publish: true);
        Assert.Equal($"{Arn}:2", updated.StateMachineVersionArn);
        await server.Restart();
        Assert.Equal(Pass, (await Describe(server, $"{Arn}:1")).Definition);
        var second = await Describe(server, $"{Arn}:2");
        Assert.Equal((Waiting(1), updated.RevisionId), (second.Definition, second.RevisionId));
    }

    [Fact]
    public async Task An_update_that_changes_nothing_keeps_the_revision()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        Assert.Null((await Update(server, Pass)).RevisionId);
        var changed = await Update(server, Waiting(1));
        Assert.NotNull(changed.RevisionId);
        Assert.Null(changed.StateMachineVersionArn);
        var same = await Update(server, Waiting(1), publish: true);
        Assert.Equal((changed.RevisionId, $"{Arn}:1"), (same.RevisionId, same.StateMachineVersionArn));
        Assert.NotEqual(changed.RevisionId, (await Update(server, Pass)).RevisionId);
    }

    [Fact]
    public async Task Publishing_another_revision_than_the_current_one_is_a_conflict()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass);
        await Refuses<ConflictException>(
            "Failed to publish the State Machine version for revision other. The current State Machine revision is INITIAL.",
            () => Publish(server, revisionId: "other"));
        var current = (await Update(server, Waiting(1))).RevisionId;
        await Refuses<ConflictException>(
            $"Failed to publish the State Machine version for revision INITIAL. The current State Machine revision is {current}.",
            () => Publish(server, revisionId: "INITIAL"));
        Assert.Equal($"{Arn}:1", (await Publish(server, revisionId: current)).StateMachineVersionArn);
    }

    [Fact]
    public async Task Versions_are_listed_newest_first_a_page_at_a_time()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        await Update(server, Waiting(1), publish: true);
        await Update(server, Waiting(2), publish: true);
        var first = await server.Service.ListStateMachineVersions(new() { StateMachineArn = Arn, MaxResults = 2 }, server.Context);
        Assert.Equal([$"{Arn}:3", $"{Arn}:2"], first.StateMachineVersions.Select(version => version.StateMachineVersionArn));
        var second = await server.Service.ListStateMachineVersions(new() { StateMachineArn = Arn, NextToken = first.NextToken }, server.Context);
        Assert.Equal([$"{Arn}:1"], second.StateMachineVersions.Select(version => version.StateMachineVersionArn));
        Assert.Null(second.NextToken);
    }

    [Fact]
    public async Task The_number_of_a_deleted_version_is_not_given_again()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        await Delete(server, $"{Arn}:1");
        await Delete(server, $"{Arn}:1");
        Assert.Empty(await Versions(server));
        await Refuses<StateMachineDoesNotExistException>($"State Machine Does Not Exist: '{Arn}:1'", () => Describe(server, $"{Arn}:1"));
        await Refuses<StateMachineDoesNotExistException>($"State Machine Does Not Exist: '{Arn}:1'", () => server.StartExecution($"{Arn}:1"));
        await server.Restart();
        Assert.Equal($"{Arn}:2", (await Publish(server)).StateMachineVersionArn);
    }

    [Fact]
    public async Task An_execution_of_a_version_runs_what_was_published_and_remembers_it()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        await Update(server, Waiting(60), publish: false);
        var execution = await server.StartExecution($"{Arn}:1", "run");
        var described = await server.End(execution);
        Assert.Equal((Arn, $"{Arn}:1"), (described.StateMachineArn, described.StateMachineVersionArn));
        Assert.Null(described.StateMachineAliasArn);
        Assert.Equal($"{Arn}:1", (await server.History(execution))[0].ExecutionStartedEventDetails!.StateMachineVersionArn);
        var machine = await server.Service.DescribeStateMachineForExecution(new() { ExecutionArn = execution }, server.Context);
        Assert.Equal((Arn, Pass), (machine.StateMachineArn, machine.Definition));
    }

    [Fact]
    public async Task Executions_are_listed_by_version()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        await Update(server, Waiting(0), publish: true);
        foreach (var (arn, name) in new[] { ($"{Arn}:1", "a"), (Arn, "b"), ($"{Arn}:1", "c"), ($"{Arn}:2", "d") })
        {
            await server.End(await server.StartExecution(arn, name));
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal(["c", "a"], await Listed($"{Arn}:1"));
        Assert.Equal(["d"], await Listed($"{Arn}:2"));
        Assert.Equal(["d", "c", "b", "a"], await Listed(Arn));

        async Task<string[]> Listed(string arn) =>
            [.. (await server.Service.ListExecutions(new() { StateMachineArn = arn }, server.Context)).Executions.Select(item => item.Name)];
    }

    [Fact]
    public async Task A_version_can_neither_be_changed_nor_published_nor_tagged()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        await Refuses<StateMachineDoesNotExistException>($"State Machine Does Not Exist: '{Arn}:1'", async () =>
            await server.Service.UpdateStateMachine(new() { StateMachineArn = $"{Arn}:1", RoleArn = Role }, server.Context));
        await Refuses<StateMachineDoesNotExistException>($"State Machine Does Not Exist: '{Arn}:1'", async () =>
            await server.Service.PublishStateMachineVersion(new() { StateMachineArn = $"{Arn}:1" }, server.Context));
        await Refuses<ResourceNotFoundException>($"Resource not found: '{Arn}:1'", async () =>
            await server.Service.TagResource(new() { ResourceArn = $"{Arn}:1", Tags = [] }, server.Context));
        await Assert.ThrowsAsync<ValidationException>(async () =>
            await server.Service.DeleteStateMachine(new() { StateMachineArn = $"{Arn}:1" }, server.Context));
    }

    [Fact]
    public async Task A_machine_is_deleted_with_its_versions()
    {
        await using var server = await Server.Start();
        await Create(server, publish: true, description: null);
        await server.Service.DeleteStateMachine(new() { StateMachineArn = Arn }, server.Context);
        await Assert.ThrowsAsync<StateMachineDoesNotExistException>(() => Describe(server, $"{Arn}:1"));
        await server.CreateMachine(Pass);
        Assert.Empty(await Versions(server));
        Assert.Equal($"{Arn}:1", (await Publish(server)).StateMachineVersionArn);
    }

    [Theory]
    [InlineData("nonsense", "Invalid Arn: 'Invalid ARN prefix: nonsense'")]
    [InlineData(Arn, $"Invalid Arn: 'Invalid state machine version ARN: {Arn}'")]
    [InlineData($"{Arn}:01", $"Invalid Arn: 'Invalid state machine version ARN: {Arn}:01'")]
    public async Task An_arn_of_no_version_is_refused(string arn, string message)
    {
        await using var server = await Server.Start();
        await Refuses<InvalidArnException>(message, () => Delete(server, arn));
    }

    private static Task<CreateStateMachineOutput> Create(Server server, bool publish, string? description) =>
        server.Service.CreateStateMachine(
            new() { Name = "machine", Definition = Pass, RoleArn = Role, Publish = publish, VersionDescription = description },
            server.Context).AsTask();

    private static async Task<UpdateStateMachineOutput> Update(Server server, string definition, bool publish = false) =>
        await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn, Definition = definition, Publish = publish }, server.Context);

    private static async Task<PublishStateMachineVersionOutput> Publish(Server server, string? revisionId = null) =>
        await server.Service.PublishStateMachineVersion(new() { StateMachineArn = Arn, RevisionId = revisionId }, server.Context);

    private static async Task<DescribeStateMachineOutput> Describe(Server server, string arn) =>
        await server.Service.DescribeStateMachine(new() { StateMachineArn = arn }, server.Context);

    private static async Task Delete(Server server, string arn) =>
        await server.Service.DeleteStateMachineVersion(new() { StateMachineVersionArn = arn }, server.Context);

    private static async Task<string[]> Versions(Server server) =>
        [.. (await server.Service.ListStateMachineVersions(new() { StateMachineArn = Arn }, server.Context)).StateMachineVersions.Select(version => version.StateMachineVersionArn)];
}
