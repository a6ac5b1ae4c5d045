using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Activities;

public sealed class ActivityTests
{
    private const string Arn = "arn:aws:states:us-east-1:000000000000:activity:work";

    [Fact]
    public async Task Creating_an_activity_again_answers_with_the_first()
    {
        await using var server = await Server.Start();
        var first = await server.Service.CreateActivity(new() { Name = "work" }, server.Context);
        server.Clock.Advance(TimeSpan.FromMinutes(1));
        var again = await server.Service.CreateActivity(new() { Name = "work", Tags = [new() { Key = "k", Value = "v" }] }, server.Context);
        Assert.Equal((Arn, first.CreationDate), (again.ActivityArn, again.CreationDate));
        var described = await server.Service.DescribeActivity(new() { ActivityArn = Arn }, server.Context);
        Assert.Equal((Arn, "work", first.CreationDate), (described.ActivityArn, described.Name, described.CreationDate));
        Assert.Empty((await server.Service.ListTagsForResource(new() { ResourceArn = Arn }, server.Context)).Tags!);
    }

    [Theory]
    [InlineData("a{b")]
    [InlineData("a\u0000")]
    public async Task A_name_with_forbidden_characters_is_refused(string name)
    {
        await using var server = await Server.Start();
        await Refuses<InvalidNameException>($"Invalid Name: '{name}'", () => server.CreateActivity(name));
    }

    [Fact]
    public async Task A_deleted_activity_is_unknown_and_can_be_deleted_again()
    {
        await using var server = await Server.Start();
        await server.CreateActivity();
        for (var i = 0; i < 2; i++)
            await server.Service.DeleteActivity(new() { ActivityArn = Arn }, server.Context);
        const string Text = $"Activity Does Not Exist: '{Arn}'";
        await Refuses<ActivityDoesNotExistException>(Text, async () => await server.Service.DescribeActivity(new() { ActivityArn = Arn }, server.Context));
        await Refuses<ActivityDoesNotExistException>(Text, () => server.Poll(Arn));
        Assert.Empty((await server.Service.ListActivities(new(), server.Context)).Activities);
    }

    [Fact]
    public async Task What_is_no_ARN_of_an_activity_is_refused()
    {
        await using var server = await Server.Start();
        const string Text = "Invalid Arn: 'Invalid ARN prefix: no'";
        await Refuses<InvalidArnException>(Text, async () => await server.Service.DescribeActivity(new() { ActivityArn = "no" }, server.Context));
        await Refuses<InvalidArnException>(Text, async () => await server.Service.DeleteActivity(new() { ActivityArn = "no" }, server.Context));
        await Refuses<InvalidArnException>(Text, () => server.Poll("no"));
    }

    [Fact]
    public async Task An_execution_that_comes_to_a_deleted_activity_fails()
    {
        await using var server = await Server.Start();
        await server.CreateActivity();
        var machine = await server.CreateMachine(OneTask(Arn));
        await server.Service.DeleteActivity(new() { ActivityArn = Arn }, server.Context);
        var described = await server.Describe(await server.StartExecution(machine));
        Assert.Equal(("FAILED", "States.Runtime"), (described.Status, described.Error));
        Assert.Equal(
            $"An error occurred while executing the state 'T' (entered at the event id #2). The activity {Arn} does not exist.", described.Cause);
    }
}
