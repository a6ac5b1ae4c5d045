using Stepwell.Services.Logs.Api;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Events;

public sealed class PutTests
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    [Fact]
    public async Task Events_are_there_after_a_restart()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        var put = await server.Put(StreamName, (server.NowMs, "ä \"quoted\"\n"), (server.NowMs, "second"));
        Assert.Null(put.RejectedLogEventsInfo);
        await server.Restart();
        Assert.Equal(["ä \"quoted\"\n", "second"], (await server.Get()).Messages());
    }

    [Fact]
    public async Task A_batch_is_in_the_order_of_time()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await Refuses<InvalidParameterException>(
            "Log events in a single PutLogEvents request must be in chronological order.",
            () => server.Put(StreamName, (server.NowMs, "a"), (server.NowMs - 1, "b")));
    }

    [Fact]
    public async Task A_batch_spans_a_day_at_most()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Put(StreamName, (server.NowMs - Day, "a"), (server.NowMs, "b"));
        await Refuses<InvalidParameterException>(
            "The batch of log events in a single PutLogEvents request cannot span more than 24 hours.",
            () => server.Put(StreamName, (server.NowMs - Day - 1, "a"), (server.NowMs, "b")));
    }

    [Fact]
    public async Task A_batch_has_a_mebibyte_at_most_of_which_each_event_takes_26_bytes()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        var half = new string('x', 524_288 - 26);
        await server.Put(StreamName, (server.NowMs, half), (server.NowMs, half));
        await Refuses<InvalidParameterException>(
            "Upload too large: 1048577 bytes exceeds limit of 1048576", () => server.Put(StreamName, (server.NowMs, half), (server.NowMs, half + "x")));
        await Refuses<InvalidParameterException>(
            "Log event too large: 1048602 bytes exceeds limit of 1048576", () => server.Put(StreamName, (server.NowMs, new string('x', 1_048_576))));
    }

    [Fact]
    public async Task Events_that_are_too_old_or_too_new_are_left_out_and_named()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        var old = await server.Put(StreamName, (server.NowMs - (14 * Day) - 1, "too old"), (server.NowMs - (14 * Day), "old"));
        Assert.Equal(1, old.RejectedLogEventsInfo!.TooOldLogEventEndIndex);
        Assert.Null(old.RejectedLogEventsInfo.TooNewLogEventStartIndex);
        var @new = await server.Put(StreamName, (server.NowMs + (2 * Hour), "new"), (server.NowMs + (2 * Hour) + 1, "too new"));
        Assert.Equal(1, @new.RejectedLogEventsInfo!.TooNewLogEventStartIndex);
        Assert.Equal(["old", "new"], (await server.Get()).Messages());
    }

    [Fact]
    public async Task Events_beyond_the_retention_have_expired()
    {
        await using var server = await Server.Start();
        await server.CreateBoth();
        await server.Service.PutRetentionPolicy(new() { LogGroupName = Group, RetentionInDays = 1 }, server.Context);
        var put = await server.Put(StreamName, (server.NowMs - Day - 2, "expired"), (server.NowMs - Day - 1, "expired"), (server.NowMs - 5, "kept"));
        Assert.Equal(2, put.RejectedLogEventsInfo!.ExpiredLogEventEndIndex);
        Assert.Equal(["kept"], (await server.Get()).Messages());
    }
}
