using Stepwell.Partitions.Tests.Probes;
using Stepwell.Store;

namespace Stepwell.Partitions.Tests;

public sealed class MessageTests
{
    [Fact]
    public void Message_to_another_partition_is_sent_when_the_sender_is_durable()
    {
        var world = World.Started();
        Send(world, world.At(0), world.At(1), "hello");
        world.RunLoops();
        Assert.Equal(1, world.Store.PendingCount);
        Assert.Empty(world.LogOf(world.At(1)));

        world.Settle();
        Assert.Equal(["hello"], world.LogOf(world.At(1)));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void Message_within_a_partition_is_durable_together_with_its_cause()
    {
        var world = World.Started();
        Send(world, world.At(0), world.At(0, 1), "hello");
        world.RunLoops();
        Assert.Equal(1, world.Store.PendingCount);
        world.Store.CommitPending();

        Assert.Equal(["hello"], world.LogOf(world.At(0, 1)));
    }

    [Fact]
    public void Message_to_oneself_is_handled_after_the_activation()
    {
        var world = World.Started();
        world.Runtime.Tell(world.At(0), new Act((probe, activation) =>
        {
            activation.Send(world.At(0), "second");
            probe.Log("first", activation);
        }));
        world.Settle();

        Assert.Equal(["first", "second"], world.LogOf(world.At(0)));
    }

    [Fact]
    public void Messages_between_two_partitions_keep_their_order()
    {
        var world = World.Started(new PartitionOptions { MessagesInFlight = 4 });
        for (var i = 0; i < 50; i++)
        {
            Send(world, world.At(0, i % 3), world.At(1), $"{i}");
            if (i % 7 == 0)
                world.RunLoops();
        }

        world.Settle();
        Assert.Equal(Enumerable.Range(0, 50).Select(i => $"{i}"), world.LogOf(world.At(1)));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void More_messages_within_a_partition_than_a_commit_takes_still_come_in_order()
    {
        const int Count = 10_000;
        var world = World.Started();
        world.Runtime.Tell(world.At(0), new Act((_, activation) =>
        {
            for (var i = 0; i < Count; i++)
                activation.Send(world.At(0, 1), $"{i}");
        }));
        world.Settle();

        Assert.Equal(Enumerable.Range(0, Count).Select(i => $"{i}"), world.LogOf(world.At(0, 1)));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void Message_that_was_not_delivered_before_a_crash_is_delivered_after_it()
    {
        var world = World.Started();
        Send(world, world.At(0), world.At(1), "hello");
        world.RunLoops();
        world.Store.CommitPending();
        world.Restart();

        Assert.Equal(["hello"], world.LogOf(world.At(1)));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void Message_that_was_delivered_but_not_acknowledged_before_a_crash_counts_once()
    {
        var world = World.Started();
        Send(world, world.At(0), world.At(1), "hello");
        world.RunLoops();
        world.Store.CommitPending();
        world.RunLoops();
        world.Store.CommitPending();
        Assert.Single(Outbox(world));
        world.Restart();
        Send(world, world.At(0), world.At(1), "again");
        world.Settle();

        Assert.Equal(["hello", "again"], world.LogOf(world.At(1)));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void Receiver_that_starts_anew_gets_what_it_lost()
    {
        var world = World.Started();
        world.Clock.Advance(new PartitionOptions().RetryDelay);
        Send(world, world.At(0), world.At(1), "one");
        Send(world, world.At(0), world.At(1), "two");
        world.RunLoops();
        world.Store.CommitPending();
        world.Store.FailAt(world.Store.WritePoint, new StoreException("disk full"));
        world.Settle();
        Send(world, world.At(0), world.At(1), "three");
        world.Settle();

        Assert.Equal(["one", "two", "three"], world.LogOf(world.At(1)));
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void Sender_that_starts_anew_goes_on_counting()
    {
        var world = World.Started();
        world.Clock.Advance(new PartitionOptions().RetryDelay);
        Send(world, world.At(0), world.At(1), "one");
        world.Settle();
        world.Runtime.Tell(world.At(0), new Act((probe, activation) =>
        {
            probe.Set(1, activation);
            activation.Send(world.At(1), "lost");
            throw new InvalidOperationException("broken");
        }));
        world.Settle();
        Send(world, world.At(0), world.At(1), "two");
        world.Settle();

        Assert.Equal(["one", "two"], world.LogOf(world.At(1)));
    }

    [Fact]
    public void Message_whose_receiver_throws_is_reported_and_holds_up_nobody()
    {
        var world = World.Started();
        Send(world, world.At(0), world.At(1), "throw");
        Send(world, world.At(0), world.At(1), "next");
        world.Settle();

        Assert.Equal(["next"], world.LogOf(world.At(1)));
        var incident = Assert.IsType<PartitionIncident.CommandFailed>(Assert.Single(world.Incidents));
        Assert.Equal(world.At(1), incident.Address);
        Assert.Empty(Outbox(world));
    }

    [Fact]
    public void Message_of_a_lost_activation_is_never_delivered()
    {
        var world = World.Started();
        world.Store.FailAt(world.Store.WritePoint, new StoreException("disk full"));
        Send(world, world.At(0), world.At(1), "lost");
        world.Settle();
        world.Advance(new PartitionOptions().RetryDelay);

        Assert.Empty(world.LogOf(world.At(1)));
        Assert.Empty(Outbox(world));
    }

    private static void Send(World world, EntityAddress from, EntityAddress to, string text) =>
        world.Runtime.Tell(from, new Act((_, activation) => activation.Send(to, text)));

    private static List<OutboxRow> Outbox(World world)
    {
        using var lease = world.Store.RentReader();
        return [.. lease.Reader.Range(PartitionTables.Outbox, RowRange.All)];
    }
}
