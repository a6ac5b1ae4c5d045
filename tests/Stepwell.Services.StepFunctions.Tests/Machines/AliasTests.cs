using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Machines;

public sealed class AliasTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:stateMachine:machine";
    private const string Prod = $"{Arn}:prod";

    [Fact]
    public async Task An_alias_is_described_as_it_was_made_also_after_a_restart()
    {
        await using var server = await StartWithTwoVersions();
        Assert.Equal(Prod, (await Create(server, "prod", (1, 30), (2, 70))).StateMachineAliasArn);
        await server.Restart();
        var described = await Describe(server);
        Assert.Equal((Prod, "prod", "d"), (described.StateMachineAliasArn, described.Name, described.Description));
        Assert.Equal([($"{Arn}:1", 30), ($"{Arn}:2", 70)], Routes(described));
        Assert.Equal(described.CreationDate, described.UpdateDate);
    }

    [Fact]
    public async Task Creating_the_same_alias_again_is_no_change_and_another_of_its_name_a_conflict()
    {
        await using var server = await StartWithTwoVersions();
        var first = await Create(server, "prod", (1, 100));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(first.CreationDate, (await Create(server, "prod", (1, 100))).CreationDate);
        await Refuses<ConflictException>(
            "Failed to create alias because an alias with the same name and a different routing configuration already exists.",
            () => Create(server, "prod", (1, 50), (2, 50)));
    }

    [Fact]
    public async Task A_routing_configuration_must_make_sense()
    {
        await using var server = await StartWithTwoVersions();
        await Refuses<ValidationException>(
            $"Routing configuration must contain distinct state machine version ARNs. Received: [{Arn}:1, {Arn}:1]",
            () => Create(server, "prod", (1, 50), (1, 50)));
        await Refuses<ValidationException>(
            "Sum of routing configuration weights must equal 100. Received: [50, 51]", () => Create(server, "prod", (1, 50), (2, 51)));
        await Refuses<ValidationException>(
            $"Routing configuration must contain state machine version ARNs. Received: [{Arn}]",
            () => CreateOf(server, "prod", [new() { StateMachineVersionArn = Arn, Weight = 100 }]));
        await Refuses<ResourceNotFoundException>($"Resource not found: '{Arn}:9'", () => Create(server, "prod", (9, 100)));
        await Assert.ThrowsAsync<ValidationException>(() => CreateOf(server, "prod",
        [
            new() { StateMachineVersionArn = $"{Arn}:1", Weight = 50 },
            new() { StateMachineVersionArn = $"{Arn}-other:1", Weight = 50 },
        ]));
        await Assert.ThrowsAsync<ResourceNotFoundException>(() => Describe(server));
    }

    [Fact]
    public async Task An_update_changes_what_it_names()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "prod", (1, 100));
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        await Update(server, new() { StateMachineAliasArn = Prod, Description = "new" });
        var described = await Describe(server);
        Assert.Equal("new", described.Description);
        Assert.Equal([($"{Arn}:1", 100)], Routes(described));
        Assert.Equal(server.Clock.GetUtcNow(), described.UpdateDate);
        Assert.NotEqual(described.CreationDate, described.UpdateDate);
        await Update(server, new() { StateMachineAliasArn = Prod, RoutingConfiguration = Items((2, 100)) });
        described = await Describe(server);
        Assert.Equal([($"{Arn}:2", 100)], Routes(described));
        Assert.Equal("new", described.Description);
    }

    [Fact]
    public async Task An_update_of_nothing_or_of_no_alias_is_refused()
    {
        await using var server = await StartWithTwoVersions();
        await Refuses<ValidationException>(
            "Either the description or the RoutingConfiguration must be specified", () => Update(server, new() { StateMachineAliasArn = Prod }));
        await Refuses<ResourceNotFoundException>(
            $"Resource not found: '{Prod}'", () => Update(server, new() { StateMachineAliasArn = Prod, Description = "new" }));
        await Refuses<InvalidArnException>(
            $"Invalid Arn: 'Invalid state machine alias ARN: {Arn}:1'",
            () => Update(server, new() { StateMachineAliasArn = $"{Arn}:1", Description = "new" }));
    }

    [Fact]
    public async Task A_version_that_an_alias_routes_to_cannot_be_deleted()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "prod", (1, 100));
        await Create(server, "beta", (1, 50), (2, 50));
        await Refuses<ConflictException>(
            "Version to be deleted must not be referenced by an alias. Current list of aliases referencing this version: [beta, prod]",
            () => DeleteVersion(server, 1));
        await Update(server, new() { StateMachineAliasArn = Prod, RoutingConfiguration = Items((2, 100)) });
        await server.Service.DeleteStateMachineAlias(new() { StateMachineAliasArn = $"{Arn}:beta" }, server.Context);
        await DeleteVersion(server, 1);
    }

    [Fact]
    public async Task An_execution_of_an_alias_runs_its_version_and_remembers_both()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "prod", (1, 100));
        var execution = await server.StartExecution(Prod, "run");
        var described = await server.End(execution);
        Assert.Equal((Arn, $"{Arn}:1", Prod), (described.StateMachineArn, described.StateMachineVersionArn, described.StateMachineAliasArn));
        var started = (await server.History(execution))[0].ExecutionStartedEventDetails!;
        Assert.Equal(($"{Arn}:1", Prod), (started.StateMachineVersionArn, started.StateMachineAliasArn));
        await server.StartExecution(Arn, "other");
        Assert.Equal(execution, (await Listed(server, Prod)).Single().ExecutionArn);
        Assert.Equal(Prod, (await Listed(server, Arn)).Single(item => item.Name == "run").StateMachineAliasArn);
    }

    [Fact]
    public async Task Executions_of_an_alias_spread_over_its_versions_by_weight()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "prod", (1, 20), (2, 80));
        for (var i = 0; i < 100; i++)
            await server.StartExecution(Prod);
        var first = (await Listed(server, $"{Arn}:1")).Count;
        Assert.InRange(first, 8, 35);
        Assert.Equal(100 - first, (await Listed(server, $"{Arn}:2")).Count);
    }

    [Fact]
    public async Task The_next_execution_follows_a_changed_alias()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "prod", (1, 100));
        await server.StartExecution(Prod, "a");
        await Update(server, new() { StateMachineAliasArn = Prod, RoutingConfiguration = Items((2, 100)) });
        Assert.Equal($"{Arn}:2", (await server.Describe(await server.StartExecution(Prod, "b"))).StateMachineVersionArn);
        await server.Service.DeleteStateMachineAlias(new() { StateMachineAliasArn = Prod }, server.Context);
        await Refuses<StateMachineDoesNotExistException>($"State Machine Does Not Exist: '{Prod}'", () => server.StartExecution(Prod));
    }

    [Fact]
    public async Task Aliases_are_listed_by_name_a_page_at_a_time_and_by_version()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "b", (2, 100));
        await Create(server, "a", (1, 100));
        await Create(server, "c", (1, 50), (2, 50));
        var first = await List(server, new() { StateMachineArn = Arn, MaxResults = 2 });
        Assert.Equal([$"{Arn}:a", $"{Arn}:b"], Arns(first));
        Assert.Equal([$"{Arn}:c"], Arns(await List(server, new() { StateMachineArn = Arn, NextToken = first.NextToken })));
        Assert.Equal([$"{Arn}:a", $"{Arn}:c"], Arns(await List(server, new() { StateMachineArn = $"{Arn}:1" })));
        await Refuses<InvalidTokenException>(
            "Invalid Token: 'Invalid token'", () => List(server, new() { StateMachineArn = Arn, NextToken = "InvalidToken" }));
        await Refuses<StateMachineDoesNotExistException>(
            $"State Machine Does Not Exist: '{Arn}-none'", () => List(server, new() { StateMachineArn = $"{Arn}-none" }));

        static IEnumerable<string> Arns(ListStateMachineAliasesOutput page) => page.StateMachineAliases.Select(alias => alias.StateMachineAliasArn);
    }

    [Fact]
    public async Task A_machine_has_at_most_a_hundred_aliases()
    {
        await using var server = await StartWithTwoVersions();
        for (var i = 0; i < 100; i++)
            await Create(server, $"a{i}", (1, 100));
        await Assert.ThrowsAsync<ServiceQuotaExceededException>(() => Create(server, "more", (1, 100)));
        await Create(server, "a1", (1, 100));
    }

    [Fact]
    public async Task A_machine_is_deleted_with_its_aliases()
    {
        await using var server = await StartWithTwoVersions();
        await Create(server, "prod", (1, 100));
        await server.Service.DeleteStateMachine(new() { StateMachineArn = Arn }, server.Context);
        await Refuses<ResourceNotFoundException>($"Resource not found: '{Prod}'", () => Describe(server));
        await server.CreateMachine(Pass);
        Assert.Empty((await List(server, new() { StateMachineArn = Arn })).StateMachineAliases);
    }

    private static async Task<Server> StartWithTwoVersions()
    {
        var server = await Server.Start();
        await server.Service.CreateStateMachine(new() { Name = "machine", Definition = Pass, RoleArn = Role, Publish = true }, server.Context);
        await server.Service.UpdateStateMachine(new() { StateMachineArn = Arn, Definition = Waiting(0), Publish = true }, server.Context);
        return server;
    }

    private static Task<CreateStateMachineAliasOutput> Create(Server server, string name, params (int Version, int Weight)[] routes) =>
        CreateOf(server, name, Items(routes));

    private static Task<CreateStateMachineAliasOutput> CreateOf(Server server, string name, RoutingConfigurationListItem[] routes) =>
        server.Service.CreateStateMachineAlias(new() { Name = name, Description = "d", RoutingConfiguration = routes }, server.Context).AsTask();

    private static RoutingConfigurationListItem[] Items(params (int Version, int Weight)[] routes) =>
        [.. routes.Select(route => new RoutingConfigurationListItem { StateMachineVersionArn = $"{Arn}:{route.Version}", Weight = route.Weight })];

    private static async Task Update(Server server, UpdateStateMachineAliasInput input) =>
        await server.Service.UpdateStateMachineAlias(input, server.Context);

    private static async Task<DescribeStateMachineAliasOutput> Describe(Server server) =>
        await server.Service.DescribeStateMachineAlias(new() { StateMachineAliasArn = Prod }, server.Context);

    private static IEnumerable<(string, int)> Routes(DescribeStateMachineAliasOutput alias) =>
        alias.RoutingConfiguration!.Select(item => (item.StateMachineVersionArn, item.Weight));

    private static async Task<ListStateMachineAliasesOutput> List(Server server, ListStateMachineAliasesInput input) =>
        await server.Service.ListStateMachineAliases(input, server.Context);

    private static async Task<IReadOnlyList<ExecutionListItem>> Listed(Server server, string arn) =>
        (await server.Service.ListExecutions(new() { StateMachineArn = arn }, server.Context)).Executions;

    private static async Task DeleteVersion(Server server, int version) =>
        await server.Service.DeleteStateMachineVersion(new() { StateMachineVersionArn = $"{Arn}:{version}" }, server.Context);
}
