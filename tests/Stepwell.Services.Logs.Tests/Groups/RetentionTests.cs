using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Groups;

public sealed class RetentionTests
{
    [Fact]
    public async Task Only_the_days_that_AWS_knows_can_be_asked_for()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await Refuses<InvalidParameterException>(
            "1 validation error detected: Value '2' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: "
                + "[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]",
            () => Keep(server, 2));
    }

    [Fact]
    public async Task Retention_is_described_until_it_is_deleted()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await Keep(server, 7);
        Assert.Equal(7, (await server.Service.DescribeLogGroups(new(), server.Context)).LogGroups![0].RetentionInDays);
        await server.Service.DeleteRetentionPolicy(new() { LogGroupName = Group }, server.Context);
        Assert.Null((await server.Service.DescribeLogGroups(new(), server.Context)).LogGroups![0].RetentionInDays);
    }

    [Fact]
    public async Task Expired_events_are_not_shown_and_then_removed()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await Keep(server, 1);
        await server.Put(StreamName, (server.NowMs, "first"));
        server.Clock.Advance(TimeSpan.FromHours(12));
        await server.Put(StreamName, (server.NowMs, "second"));
        server.Clock.Advance(TimeSpan.FromHours(12) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(["second"], (await server.Get()).Messages());
        Assert.Equal(["second"], (await server.Filter()).Messages());
        await server.AdvanceUntil(TimeSpan.FromHours(1), "the removal", () => server.Count(Tables.Events) == 0);
    }

    [Fact]
    public async Task Retention_goes_on_after_a_restart()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Put(StreamName, (server.NowMs, "gone"));
        await Keep(server, 1);
        await server.Restart();
        await server.AdvanceUntil(TimeSpan.FromHours(1), "the removal", () => server.Count(Tables.Events) == 0);
    }

    private static async Task Keep(Server server, int days) =>
        await server.Service.PutRetentionPolicy(new() { LogGroupName = Group, RetentionInDays = days }, server.Context);
}
