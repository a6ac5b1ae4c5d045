using Stepwell.Partitions.Tests.Probes;
using Stepwell.Store;

namespace Stepwell.Partitions.Tests;

public sealed class WakeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Wake_up_comes_when_it_is_due_and_once()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        world.Advance(5 * Second - TimeSpan.FromTicks(1));
        Assert.Empty(world.LogOf(world.At(0)));

        world.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["wake 00:00:05"], world.LogOf(world.At(0)));
        world.Advance(TimeSpan.FromHours(1));
        Assert.Single(world.LogOf(world.At(0)));
        Assert.Equal(0, Rows(world));
    }

    [Fact]
    public void Far_wake_up_comes_when_it_is_due()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), TimeSpan.FromDays(400));
        world.Settle();
        for (var day = 0; day < 399; day++)
            world.Advance(TimeSpan.FromDays(1));
        Assert.Empty(world.LogOf(world.At(0)));

        world.Advance(TimeSpan.FromDays(1));
        Assert.Single(world.LogOf(world.At(0)));
    }

    [Fact]
    public void Wake_up_survives_a_crash_and_comes_late_if_it_must()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), 5 * Second);
        WakeAfter(world, world.At(1), 50 * Second);
        world.Settle();
        world.Clock.Advance(10 * Second);
        world.Restart();

        Assert.Equal(["wake 00:00:10"], world.LogOf(world.At(0)));
        world.Advance(40 * Second);
        Assert.Equal(["wake 00:00:50"], world.LogOf(world.At(1)));
    }

    [Fact]
    public void Cleared_wake_up_does_not_come_and_leaves_no_row()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        Assert.Equal(1, Rows(world));
        world.Runtime.Tell(world.At(0), new Act((_, activation) => activation.WakeAt(null)));
        world.Settle();

        Assert.Equal(0, Rows(world));
        world.Advance(TimeSpan.FromHours(1));
        Assert.Empty(world.LogOf(world.At(0)));
    }

    [Fact]
    public void Wake_up_set_before_a_restart_can_be_cleared_after_it()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        world.Restart();
        world.Runtime.Tell(world.At(0), new Act((_, activation) => activation.WakeAt(null)));
        world.Settle();

        world.Advance(TimeSpan.FromHours(1));
        Assert.Empty(world.LogOf(world.At(0)));
    }

    [Fact]
    public void Earlier_time_replaces_a_later_one()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), 500 * Second);
        world.Settle();
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        world.Advance(5 * Second);
        Assert.Single(world.LogOf(world.At(0)));

        world.Advance(TimeSpan.FromHours(1));
        Assert.Single(world.LogOf(world.At(0)));
    }

    [Fact]
    public void Later_time_costs_no_write_and_lets_the_entity_look_early()
    {
        var world = World.Started();
        world.Kind.OnWake = (probe, activation) =>
        {
            probe.Log($"wake {activation.Now:HH:mm:ss}", activation);
            if (activation.Now < World.Beginning + (9 * Second))
                activation.WakeAt(World.Beginning + (9 * Second));
        };
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        WakeAfter(world, world.At(0), 9 * Second);
        world.Settle();
        world.Advance(5 * Second);
        world.Advance(4 * Second);

        Assert.Equal(["wake 00:00:05", "wake 00:00:09"], world.LogOf(world.At(0)));
        Assert.Equal(0, Rows(world));
    }

    [Fact]
    public void Wake_up_can_set_the_next()
    {
        var world = World.Started();
        world.Kind.OnWake = (probe, activation) =>
        {
            probe.Log("tick", activation);
            activation.WakeAt(activation.Now + (30 * Second));
        };
        WakeAfter(world, world.At(0), 30 * Second);
        world.Settle();
        for (var i = 0; i < 10; i++)
            world.Advance(30 * Second);

        Assert.Equal(10, world.LogOf(world.At(0)).Count);
        Assert.Equal(1, Rows(world));
    }

    [Fact]
    public void Many_wake_ups_of_one_moment_all_come()
    {
        var world = World.Started(new PartitionOptions { WakesPerRead = 3, CommandsPerBatch = 4, BatchesInFlight = 2 });
        for (var i = 0; i < 50; i++)
            WakeAfter(world, world.At(0, i), TimeSpan.FromMinutes(1 + (i % 5)));
        world.Settle();
        world.Restart();
        world.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(30, Enumerable.Range(0, 50).Count(i => world.LogOf(world.At(0, i)).Count == 1));

        world.Advance(TimeSpan.FromMinutes(2));
        Assert.All(Enumerable.Range(0, 50), i => Assert.Single(world.LogOf(world.At(0, i))));
    }

    [Fact]
    public void Entity_that_only_waits_is_not_in_memory()
    {
        var world = World.Started(new PartitionOptions { CachedEntities = 1 });
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        _ = world.ValueOf(world.At(0, 1));
        world.Kind.Loaded.Clear();
        world.Advance(4 * Second);
        Assert.Empty(world.Kind.Loaded);

        world.Advance(Second);
        Assert.Equal([world.At(0).Key!], world.Kind.Loaded);
    }

    [Fact]
    public void Wake_up_whose_entity_throws_is_reported_and_comes_again()
    {
        var world = World.Started();
        var attempts = 0;
        world.Kind.OnWake = (probe, activation) =>
        {
            if (++attempts == 1)
                throw new InvalidOperationException("not yet");
            probe.Log("wake", activation);
        };
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        world.Advance(5 * Second);
        Assert.IsType<PartitionIncident.CommandFailed>(Assert.Single(world.Incidents));

        world.Advance(new PartitionOptions().RetryDelay);
        Assert.Equal(["wake"], world.LogOf(world.At(0)));
        Assert.Equal(0, Rows(world));
    }

    [Fact]
    public void Wake_up_is_not_lost_with_the_instance_that_handled_it()
    {
        var world = World.Started();
        WakeAfter(world, world.At(0), 5 * Second);
        world.Settle();
        world.Store.FailAt(world.Store.WritePoint, new StoreException("disk full"));
        world.Advance(5 * Second);

        Assert.Equal(["wake 00:00:05"], world.LogOf(world.At(0)));
    }

    private static void WakeAfter(World world, EntityAddress to, TimeSpan delay) =>
        world.Runtime.Tell(to, new Act((_, activation) => activation.WakeAt(activation.Now + delay)));

    private static int Rows(World world)
    {
        using var lease = world.Store.RentReader();
        return lease.Reader.Range(PartitionTables.Wakeups, RowRange.All).Count();
    }
}
