using Stepwell.Services.Logs.Storage;
using Stepwell.Services.Logs.Streams;
using Stepwell.Services.Logs.Tests.Support;
using static Stepwell.Services.Logs.Tests.Support.Calls;

namespace Stepwell.Services.Logs.Tests.Operations;

public sealed class DeliveryTests
{
    private const string Arn = $"arn:aws:logs:us-east-1:000000000000:log-group:{Group}:*";

    [Fact]
    public async Task Delivered_events_make_their_stream()
    {
        await using var server = await Server.Start();
        await server.CreateGroup();
        Assert.True(server.Service.HasGroup(Arn));
        server.Service.Deliver(Arn, StreamName, [new LogLine(server.NowMs, "a"), new LogLine(server.NowMs, "b")]);
        await server.AdvanceUntil(TimeSpan.Zero, "the events", () => server.Count(Tables.Events) == 2);
        Assert.Equal(["a", "b"], (await server.Get()).Messages());
    }

    [Fact]
    public async Task Events_for_a_group_that_is_not_there_are_dropped()
    {
        await using var server = await Server.Start();
        Assert.False(server.Service.HasGroup(Arn));
        Assert.False(server.Service.Deliver(Arn, StreamName, [new LogLine(server.NowMs, "a")]));
        await server.CreateGroup();
        Assert.Empty((await server.Filter()).Events!);
    }

    [Fact]
    public void Deliveries_survive_as_bytes()
    {
        var delivery = new LogDelivery([new LogLine(1_767_225_600_000, "ä \"x\"\n"), new LogLine(2, "")]);
        var read = (LogDelivery)LogDeliveries.Instance.FromBytes(LogDeliveries.Instance.ToBytes(delivery));
        Assert.Equal(delivery.Lines, read.Lines);
    }
}
