using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Groups;

public sealed class GroupTests
{
    [Fact]
    public async Task A_group_is_described_as_it_was_created_even_after_a_restart()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await server.Restart();
        var group = Assert.Single((await Describe(server)).LogGroups!);
        Assert.Equal(Group, group.LogGroupName);
        Assert.Equal($"arn:aws:logs:us-east-1:000000000000:log-group:{Group}:*", group.Arn);
        Assert.Equal($"arn:aws:logs:us-east-1:000000000000:log-group:{Group}", group.LogGroupArn);
        Assert.Equal(server.NowMs, group.CreationTime);
        Assert.Equal("STANDARD", group.LogGroupClass);
        Assert.Null(group.RetentionInDays);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await Refuses<ResourceAlreadyExistsException>("The specified log group already exists", () => server.CreateGroup());
    }

    [Fact]
    public async Task A_group_that_is_not_there_cannot_be_deleted()
    {
        await using var server = await Server.Start();
        await Refuses<ResourceNotFoundException>(NoSuchGroup, () => server.DeleteGroup());
    }

    [Fact]
    public async Task A_protected_group_is_not_deleted()
    {
        await using var server = await Server.Start();
        await server.Service.CreateLogGroup(new() { LogGroupName = Group, DeletionProtectionEnabled = true }, server.Context);
        await Assert.ThrowsAsync<ValidationException>(() => server.DeleteGroup());
        Assert.Single((await Describe(server)).LogGroups!);
    }

    [Fact]
    public async Task A_new_group_knows_nothing_of_a_deleted_one_of_its_name()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Put(StreamName, (server.NowMs, "old"));
        await server.DeleteGroup();
        await Refuses<ResourceNotFoundException>(NoSuchGroup, () => server.Put(StreamName, (server.NowMs, "late")));
        await server.CreateGroup();
        Assert.Empty((await server.Service.DescribeLogStreams(new() { LogGroupName = Group }, server.Context)).LogStreams!);
        Assert.Empty((await server.Filter()).Events!);
        await server.CreateStream();
        Assert.Empty((await server.Get()).Events!);
    }

    [Fact]
    public async Task What_a_deleted_group_leaves_behind_is_removed()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Put(StreamName, [.. Enumerable.Range(0, 2_500).Select(i => (server.NowMs, $"{i}"))]);
        await server.DeleteGroup();
        await server.AdvanceUntil(
            TimeSpan.FromMilliseconds(250), "the removal", () => server.Count(Tables.Events) + server.Count(Tables.Streams) == 0);
    }

    [Fact]
    public async Task Listings_are_sorted_by_name_and_paged()
    {
        await using var server = await Server.Start();
        foreach (var name in new[] { "b", "a/2", "a", "c", "a/1" })
            await server.CreateGroup(name);
        var first = await Describe(server, new() { Limit = 3 });
        Assert.Equal(["a", "a/1", "a/2"], Names(first));
        Assert.Equal(["b", "c"], Names(await Describe(server, new() { Limit = 3, NextToken = first.NextToken })));
        Assert.Equal(["a", "a/1", "a/2"], Names(await Describe(server, new() { LogGroupNamePrefix = "a" })));
        Assert.Equal(["a/2"], Names(await Describe(server, new() { LogGroupNamePattern = "/2" })));
        Assert.Null((await Describe(server, new() { LogGroupNamePrefix = "a", Limit = 3 })).NextToken);
    }

    [Fact]
    public async Task A_token_of_another_listing_is_refused()
    {
        await using var server = await Server.Start();
        await server.CreateGroup("a");
        await server.CreateGroup("b");
        var token = (await Describe(server, new() { Limit = 1 })).NextToken;
        await Refuses<InvalidParameterException>(
            "The specified nextToken is invalid.", () => Describe(server, new() { LogGroupNamePrefix = "b", NextToken = token }));
    }

    [Fact]
    public async Task Accounts_and_regions_see_their_own_groups_only()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        var elsewhere = new Wire.RequestContext { AccountId = "000000000000", Region = "eu-west-1", RequestId = "r", Host = "h" };
        Assert.Empty((await server.Service.DescribeLogGroups(new(), elsewhere)).LogGroups!);
        await Refuses<ResourceNotFoundException>(NoSuchGroup, async () => await server.Service.DescribeLogStreams(
            new() { LogGroupIdentifier = $"arn:aws:logs:us-east-1:000000000000:log-group:{Group}" }, elsewhere));
    }

    [Fact]
    public async Task Summaries_are_found_by_parts_of_names()
    {
        await using var server = await Server.Start();
        foreach (var name in new[] { "orders", "reorders", "payments" })
            await server.CreateGroup(name);
        var found = await server.Service.ListLogGroups(new() { LogGroupNamePattern = "^orders|payment" }, server.Context);
        Assert.Equal(["orders", "payments"], found.LogGroups!.Select(group => group.LogGroupName));
    }

    private static async Task<DescribeLogGroupsResponse> Describe(Server server, DescribeLogGroupsRequest? request = null) =>
        await server.Service.DescribeLogGroups(request ?? new(), server.Context);

    private static string[] Names(DescribeLogGroupsResponse response) => [.. response.LogGroups!.Select(group => group.LogGroupName!)];
}
