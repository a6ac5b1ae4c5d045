using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Machines;

public sealed class TagTests
{
    private const string TooMany = "Too many tags: a resource can have 50.";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tags_are_added_replaced_and_removed(bool isActivity)
    {
        await using var server = await Server.Start();
        var arn = isActivity ? await server.CreateActivity() : await server.CreateMachine(Pass);
        Assert.Empty(await Tags(server, arn));
        await Tag(server, arn, ("a", "1"), ("b", "2"));
        await Tag(server, arn, ("b", "3"), ("c", ""));
        await server.Restart();
        Assert.Equal(["a=1", "b=3", "c="], await Tags(server, arn));
        await server.Service.UntagResource(new() { ResourceArn = arn, TagKeys = ["a", "c", "unknown"] }, server.Context);
        Assert.Equal(["b=3"], await Tags(server, arn));
    }

    [Fact]
    public async Task A_resource_has_50_tags_at_most()
    {
        await using var server = await Server.Start();
        var arn = await server.CreateMachine(Pass);
        await Tag(server, arn, Many(50));
        await Refuses<TooManyTagsException>(TooMany, () => Tag(server, arn, ("one more", "")));
        await Tag(server, arn, ("k7", "replaced"));
        await server.Service.UntagResource(new() { ResourceArn = arn, TagKeys = ["k1"] }, server.Context);
        await Tag(server, arn, ("one more", ""));
        Assert.Equal(50, (await Tags(server, arn)).Length);
    }

    [Fact]
    public async Task A_resource_is_not_made_with_too_many_tags()
    {
        await using var server = await Server.Start();
        Tag[] tags = [.. Many(51).Select(tag => new Tag { Key = tag.Key, Value = tag.Value })];
        await Refuses<TooManyTagsException>(
            TooMany,
            async () => await server.Service.CreateStateMachine(new() { Name = "m", Definition = Pass, RoleArn = Role, Tags = tags }, server.Context));
        await Refuses<TooManyTagsException>(TooMany, async () => await server.Service.CreateActivity(new() { Name = "a", Tags = tags }, server.Context));
        Assert.Empty((await server.Service.ListStateMachines(new(), server.Context)).StateMachines);
        Assert.Empty((await server.Service.ListActivities(new(), server.Context)).Activities);
    }

    [Theory]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine:no")]
    [InlineData("arn:aws:states:us-east-1:000000000000:activity:no")]
    public async Task What_does_not_exist_has_no_tags(string arn)
    {
        await using var server = await Server.Start();
        var text = $"Resource not found: '{arn}'";
        await Refuses<ResourceNotFoundException>(text, () => Tags(server, arn));
        await Refuses<ResourceNotFoundException>(text, () => Tag(server, arn, ("a", "")));
        await Refuses<ResourceNotFoundException>(
            text, async () => await server.Service.UntagResource(new() { ResourceArn = arn, TagKeys = ["a"] }, server.Context));
    }

    [Fact]
    public async Task Executions_cannot_be_tagged()
    {
        await using var server = await Server.Start();
        var execution = await server.Run(Pass);
        await Refuses<InvalidArnException>(
            "Invalid Arn: 'Resource type not valid in this context: execution'", () => Tag(server, execution, ("a", "")));
    }

    private static (string Key, string Value)[] Many(int count) => [.. Enumerable.Range(0, count).Select(i => ($"k{i}", "v"))];

    private static async Task Tag(Server server, string arn, params (string Key, string Value)[] tags) =>
        await server.Service.TagResource(
            new() { ResourceArn = arn, Tags = [.. tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })] }, server.Context);

    private static async Task<string[]> Tags(Server server, string arn) =>
        [.. (await server.Service.ListTagsForResource(new() { ResourceArn = arn }, server.Context)).Tags!.Select(tag => $"{tag.Key}={tag.Value}")];
}
