using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Tags;

public sealed class TagTests
{
    private const string Arn = $"arn:aws:logs:us-east-1:000000000000:log-group:{Group}";

    [Fact]
    public async Task Tags_are_added_replaced_and_removed()
    {
        await using var server = await Server.Start();
        await server.Service.CreateLogGroup(new() { LogGroupName = Group, Tags = Of(("a", "1"), ("b", "2")) }, server.Context);
        await server.Service.TagResource(new() { ResourceArn = Arn, Tags = Of(("b", "3"), ("c", "4")) }, server.Context);
        await server.Restart();
        await server.Service.UntagResource(new() { ResourceArn = Arn, TagKeys = ["a", "unknown"] }, server.Context);
        var tags = (await server.Service.ListTagsForResource(new() { ResourceArn = Arn }, server.Context)).Tags!;
        Assert.Equal(["b=3", "c=4"], tags.Select(tag => $"{tag.Key}={tag.Value}").Order());
    }

    [Fact]
    public async Task The_older_calls_by_name_mean_the_same_tags()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await server.Service.TagLogGroup(new() { LogGroupName = Group, Tags = Of(("a", "1"), ("b", "2")) }, server.Context);
        await server.Service.UntagLogGroup(new() { LogGroupName = Group, Tags = ["a"] }, server.Context);
        Assert.Equal(["b"], (await server.Service.ListTagsLogGroup(new() { LogGroupName = Group }, server.Context)).Tags!.Keys);
        Assert.Equal(["b"], (await server.Service.ListTagsForResource(new() { ResourceArn = Arn }, server.Context)).Tags!.Keys);
    }

    [Fact]
    public async Task A_group_has_50_tags_at_most()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        var many = Enumerable.Range(0, 50).ToDictionary(i => $"k{i}", i => "");
        await server.Service.TagResource(new() { ResourceArn = Arn, Tags = many }, server.Context);
        await Assert.ThrowsAsync<TooManyTagsException>(
            async () => await server.Service.TagResource(new() { ResourceArn = Arn, Tags = Of(("more", "")) }, server.Context));
    }

    [Fact]
    public async Task A_deleted_group_leaves_no_tags()
    {
        await using var server = await Server.Start();
        await server.Service.CreateLogGroup(new() { LogGroupName = Group, Tags = Of(("a", "1")) }, server.Context);
        await server.DeleteGroup();
        await Refuses<ResourceNotFoundException>(
            NoSuchGroup, async () => await server.Service.ListTagsForResource(new() { ResourceArn = Arn }, server.Context));
        await server.CreateGroup();
        Assert.Empty((await server.Service.ListTagsForResource(new() { ResourceArn = Arn }, server.Context)).Tags!);
    }

    private static Dictionary<string, string> Of(params (string Key, string Value)[] tags) => tags.ToDictionary(tag => tag.Key, tag => tag.Value);
}
