using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Events;

public sealed class FilterTests
{
    [Fact]
    public async Task Events_of_all_streams_come_in_the_order_of_time_page_by_page()
    {
        await using var server = await Server.Start();
        await Fill(server);
        Assert.Equal(["a0", "b0", "c0", "a1", "b1", "c1"], await All(server, new()));
        Assert.Equal(["c1", "b1", "a1", "c0", "b0", "a0"], await All(server, new() { StartFromHead = false }));
    }

    [Fact]
    public async Task Streams_are_chosen_by_name_or_prefix()
    {
        await using var server = await Server.Start();
        await Fill(server);
        Assert.Equal(["a0", "c0", "a1", "c1"], await All(server, new() { LogStreamNames = ["c", "a"] }));
        Assert.Equal(["c1", "a1", "c0", "a0"], await All(server, new() { LogStreamNames = ["c", "a"], StartFromHead = false }));
        Assert.Equal(["b0", "b1"], await All(server, new() { LogStreamNamePrefix = "b" }));
        await Refuses<ResourceNotFoundException>(NoSuchStream, () => All(server, new() { LogStreamNames = ["a", "z"] }));
    }

    [Fact]
    public async Task Both_ends_belong_to_a_range_of_time()
    {
        await using var server = await Server.Start();
        await Fill(server);
        var at = server.NowMs + 1;
        Assert.Equal(["b0", "c0", "a1"], await All(server, new() { StartTime = at, EndTime = at + 9 }));
        Assert.Equal(["a1", "c0", "b0"], await All(server, new() { StartTime = at, EndTime = at + 9, StartFromHead = false }));
    }

    [Fact]
    public async Task Only_what_the_pattern_wants_is_found()
    {
        await using var server = await Server.Start();
        await Fill(server);
        Assert.Equal(["b0", "b1"], await All(server, new() { FilterPattern = "b" }));
        Assert.Empty(await All(server, new() { FilterPattern = "{ $.x = 1 }" }));
    }

    [Fact]
    public async Task A_pattern_that_is_none_is_refused()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        await Refuses<InvalidParameterException>(
            "Invalid filter pattern: the closing brace is missing (at character 10).",
            () => server.Filter(new() { FilterPattern = "{ $.x = 1" }));
    }

    private static async Task Fill(Server server)
    {
        await server.CreateGroup();
        foreach (var (name, offset) in new[] { ("a", 0), ("b", 1), ("c", 2) })
        {
            await server.CreateStream(name);
            await server.Put(name, (server.NowMs + offset, $"{name}0"), (server.NowMs + 10 + offset, $"{name}1"));
        }
    }

    private static async Task<List<string>> All(Server server, FilterLogEventsRequest request)
    {
        var found = new List<string>();
        for (string? token = null; ;)
        {
            var page = await server.Filter(request with { Limit = 1, NextToken = token });
            found.AddRange(page.Messages());
            token = page.NextToken;
            if (token is null)
                return found;
        }
    }
}
