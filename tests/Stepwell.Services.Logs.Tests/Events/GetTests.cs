using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Events;

public sealed class GetTests
{
    [Fact]
    public async Task Tokens_lead_forward_and_backward()
    {
        await using var server = await Server.Start();
        await Fill(server);
        var head = await server.Get(limit: 2, fromHead: true);
        Assert.Equal(["0", "1"], head.Messages());
        var next = await server.Get(head.NextForwardToken, limit: 2);
        Assert.Equal(["2", "3"], next.Messages());
        Assert.Equal(["0", "1"], (await server.Get(next.NextBackwardToken, limit: 2)).Messages());
        var last = await server.Get(next.NextForwardToken, limit: 2);
        Assert.Equal(["4"], last.Messages());
        var beyond = await server.Get(last.NextForwardToken, limit: 2);
        Assert.Empty(beyond.Events!);
        Assert.Equal(last.NextForwardToken, beyond.NextForwardToken);
    }

    [Fact]
    public async Task Without_a_word_the_newest_events_come_first_in_the_order_of_time()
    {
        await using var server = await Server.Start();
        await Fill(server);
        var tail = await server.Get(limit: 2);
        Assert.Equal(["3", "4"], tail.Messages());
        Assert.Equal(["1", "2"], (await server.Get(tail.NextBackwardToken, limit: 2)).Messages());
    }

    [Fact]
    public async Task Who_follows_a_stream_from_before_its_first_event_misses_none()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        var nothing = await server.Get();
        Assert.Equal(nothing.NextForwardToken, (await server.Get(nothing.NextForwardToken)).NextForwardToken);
        await server.Put(StreamName, (server.NowMs, "a"));
        var first = await server.Get(nothing.NextForwardToken);
        await server.Put(StreamName, (server.NowMs, "b"));
        Assert.Equal(["a"], first.Messages());
        Assert.Equal(["b"], (await server.Get(first.NextForwardToken)).Messages());
    }

    [Fact]
    public async Task The_start_belongs_to_a_range_of_time_and_the_end_does_not()
    {
        await using var server = await Server.Start();
        await Fill(server);
        var from = server.NowMs + 1;
        Assert.Equal(["1", "2"], (await server.Get(from: from, until: from + 2)).Messages());
        Assert.Equal(["1", "2"], (await server.Get(from: from, until: from + 2, fromHead: true)).Messages());
    }

    [Fact]
    public async Task An_answer_has_a_mebibyte_at_most()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        for (var i = 0; i < 3; i++)
            await server.Put(StreamName, (server.NowMs + i, new string((char)('a' + i), 500_000)));
        Assert.Equal(2, (await server.Get(fromHead: true)).Events!.Count);
    }

    [Fact]
    public async Task Events_of_one_moment_keep_the_order_of_their_arrival()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Put(StreamName, (server.NowMs, "z"), (server.NowMs, "y"));
        await server.Put(StreamName, (server.NowMs, "x"));
        Assert.Equal(["z", "y", "x"], (await server.Get()).Messages());
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("f/1/s")]
    [InlineData("f/00000000000000000000000000000000000000000000000000000001/s")]
    public async Task A_token_that_was_never_given_is_refused(string token)
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await Refuses<InvalidParameterException>("The specified nextToken is invalid.", () => server.Get(token));
    }

    [Fact]
    public async Task A_group_is_named_once()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await Refuses<InvalidParameterException>(
            "LogGroup name and LogGroup ARN are mutually exclusive parameters.",
            async () => await server.Service.GetLogEvents(
                new() { LogGroupName = Group, LogGroupIdentifier = Group, LogStreamName = StreamName }, server.Context));
    }

    private static async Task Fill(Server server)
    {
        await server.CreateBoth();
        await server.Put(StreamName, [.. Enumerable.Range(0, 5).Select(i => (server.NowMs + i, $"{i}"))]);
    }
}
