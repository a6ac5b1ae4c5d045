using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Streams;

public sealed class StreamTests
{
    [Fact]
    public async Task A_stream_needs_its_group()
    {
        await using var server = await Server.Start();
        await Refuses<ResourceNotFoundException>(NoSuchGroup, () => server.CreateStream());
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_group()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await Refuses<ResourceAlreadyExistsException>("The specified log stream already exists", () => server.CreateStream());
        await server.CreateGroup("other");
        await server.CreateStream(group: "other");
    }

    [Fact]
    public async Task A_stream_tells_the_times_of_its_events()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        var empty = Assert.Single((await Describe(server)).LogStreams!);
        Assert.Null(empty.FirstEventTimestamp);
        Assert.Null(empty.LastEventTimestamp);
        await server.Put(StreamName, (server.NowMs - 5, "a"), (server.NowMs - 3, "b"));
        await server.Put(StreamName, (server.NowMs - 9, "c"));
        await server.Restart();
        var stream = Assert.Single((await Describe(server)).LogStreams!);
        Assert.Equal((server.NowMs - 9, server.NowMs - 3, server.NowMs), (stream.FirstEventTimestamp, stream.LastEventTimestamp, stream.LastIngestionTime));
        Assert.Equal($"arn:aws:logs:us-east-1:000000000000:log-group:{Group}:log-stream:{StreamName}", stream.Arn);
    }

    [Fact]
    public async Task Listings_are_sorted_by_name_or_by_last_event_and_paged()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        foreach (var (name, age) in new[] { ("b", 1), ("a", 3), ("a2", 2), ("c", 0) })
        {
            await server.CreateStream(name);
            await server.Put(name, (server.NowMs - age, "x"));
        }
        Assert.Equal(["a", "a2", "b", "c"], await Names(server, new()));
        Assert.Equal(["c", "b", "a2", "a"], await Names(server, new() { Descending = true }));
        Assert.Equal(["a", "a2"], await Names(server, new() { LogStreamNamePrefix = "a" }));
        Assert.Equal(["a2", "a"], await Names(server, new() { LogStreamNamePrefix = "a", Descending = true }));
        Assert.Equal(["c", "b", "a2", "a"], await Names(server, new() { OrderBy = "LastEventTime", Descending = true }));
        Assert.Equal(["a", "a2", "b", "c"], await Names(server, new() { OrderBy = "LastEventTime" }));
    }

    [Fact]
    public async Task A_listing_by_last_event_takes_no_prefix()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await Refuses<InvalidParameterException>(
            "Cannot order by LastEventTime with a logStreamNamePrefix.",
            () => Describe(server, new() { OrderBy = "LastEventTime", LogStreamNamePrefix = "a" }));
    }

    [Fact]
    public async Task A_deleted_stream_takes_its_events_along()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Put(StreamName, (server.NowMs, "old"));
        await server.Service.DeleteLogStream(new() { LogGroupName = Group, LogStreamName = StreamName }, server.Context);
        await Refuses<ResourceNotFoundException>(NoSuchStream, () => server.Put(StreamName, (server.NowMs, "late")));
        await Refuses<ResourceNotFoundException>(NoSuchStream, () => server.Get());
        Assert.Empty((await server.Filter()).Events!);
        await server.CreateStream();
        Assert.Empty((await server.Get()).Events!);
        await server.AdvanceUntil(TimeSpan.FromMilliseconds(250), "the removal", () => server.Count(Tables.Events) == 0);
    }

    private static async Task<DescribeLogStreamsResponse> Describe(Server server, DescribeLogStreamsRequest? request = null) =>
        await server.Service.DescribeLogStreams((request ?? new()) with { LogGroupName = Group }, server.Context);

    /// <summary>Read page by page.</summary>
    private static async Task<List<string>> Names(Server server, DescribeLogStreamsRequest request)
    {
        var names = new List<string>();
        for (string? token = null; ;)
        {
            var page = await Describe(server, request with { Limit = 1, NextToken = token });
            names.AddRange(page.LogStreams!.Select(stream => stream.LogStreamName!));
            token = page.NextToken;
            if (token is null)
                return names;
        }
    }
}
