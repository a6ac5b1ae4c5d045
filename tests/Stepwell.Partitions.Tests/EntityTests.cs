using Stepwell.Partitions.Tests.Probes;

namespace Stepwell.Partitions.Tests;

public sealed class EntityTests
{
    [Fact]
    public void Ids_name_their_partition_and_grow_across_restarts_and_clock_changes()
    {
        var world = World.Started();
        var ids = new List<EntityId>();
        for (var i = 0; i < 5; i++)
        {
            ids.AddRange(NewIds(world, 3));
            if (i % 2 == 0)
                world.Restart(clock: world.Clock.GetUtcNow() - TimeSpan.FromHours(1));
            else
                world.Clock.Advance(TimeSpan.FromMinutes(i * 90));
        }

        Assert.Equal(ids.Order(), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal(2, id.Partition));
        Assert.All(ids, id => Assert.Equal(2, world.Runtime.HomeOf(new EntityAddress(ProbeKind.KindName, id))));
        Assert.All(ids, id => Assert.True(id.Value > 0));
    }

    [Fact]
    public void Ids_outrun_a_clock_that_stands_still()
    {
        var world = World.Started();
        var ids = NewIds(world, 40_000);

        Assert.Equal(40_000, ids.Distinct().Count());
        Assert.Equal(ids.Order(), ids);
        world.Restart();
        Assert.True(NewIds(world, 1)[0] > ids[^1]);
    }

    [Fact]
    public void Id_is_not_shown_before_it_can_not_come_again()
    {
        var world = World.Started();
        var reply = world.Ask<EntityId>(world.At(0), (_, activation) => activation.Reply(activation.NewId()));
        world.RunLoops();

        Assert.False(reply.IsCompleted);
        world.Settle();
        Assert.True(reply.IsCompletedSuccessfully);
    }

    [Fact]
    public void Entity_with_an_id_is_reached_through_it()
    {
        var world = World.Started();
        var address = new EntityAddress(ProbeKind.KindName, NewIds(world, 1)[0]);
        world.Set(address, 9);
        world.Restart();

        Assert.Equal(9, world.ValueOf(address));
    }

    [Fact]
    public void Least_recently_used_entities_leave_memory()
    {
        var world = World.Started(new PartitionOptions { CachedEntities = 2 });
        foreach (var number in (int[])[0, 1, 0, 2, 0, 1])
            _ = world.ValueOf(world.At(0, number));

        Assert.Equal(Names(world, 0, 1, 2, 1), world.Kind.Loaded);
    }

    [Fact]
    public void Entity_whose_changes_are_not_durable_stays_in_memory()
    {
        var world = World.Started(new PartitionOptions { CachedEntities = 1 });
        for (var round = 0; round < 2; round++)
        {
            for (var number = 0; number < 10; number++)
            {
                world.Runtime.Tell(world.At(0, number), new Act((probe, activation) => probe.Set(probe.Value + 1, activation)));
                world.RunLoops();
            }
        }

        Assert.Equal(10, world.Kind.Loaded.Count);
        world.Settle();
        Assert.All(Enumerable.Range(0, 10), number => Assert.Equal(2, world.ValueOf(world.At(0, number))));
        Assert.True(world.Kind.Loaded.Count >= 19);
    }

    [Fact]
    public void Entity_that_is_done_leaves_memory_when_it_is_durable()
    {
        var world = World.Started();
        world.Runtime.Tell(world.At(0), new Act((probe, activation) =>
        {
            probe.Set(1, activation);
            activation.DropAfterCommit();
        }));
        world.RunLoops();
        Assert.Single(world.Kind.Loaded);
        world.Settle();

        Assert.Equal(1, world.ValueOf(world.At(0)));
        Assert.Equal(2, world.Kind.Loaded.Count);
    }

    [Fact]
    public void Entity_without_changes_can_leave_memory_at_once()
    {
        var world = World.Started();
        for (var i = 0; i < 3; i++)
        {
            _ = world.Get<long>(world.At(0), (probe, activation) =>
            {
                activation.DropAfterCommit();
                activation.Reply(probe.Value);
            });
        }

        Assert.Equal(3, world.Kind.Loaded.Count);
    }

    [Fact]
    public void Entity_that_failed_is_loaded_again()
    {
        var world = World.Started();
        world.Runtime.Tell(world.At(0), "throw");
        world.Settle();
        _ = world.ValueOf(world.At(0));

        Assert.Equal(2, world.Kind.Loaded.Count);
    }

    [Fact]
    public void Address_of_an_unknown_kind_or_partition_is_refused()
    {
        var world = World.Started();
        var unknown = world.Runtime.Ask<long>(new EntityAddress("nobody", "x"), new object()).AsTask();
        world.Settle();

        World.Failure<ArgumentException>(unknown);
        Assert.Throws<ArgumentException>(() => world.Runtime.Tell(new EntityAddress(ProbeKind.KindName, new EntityId(77L << 14)), "x"));
        Assert.Throws<InvalidOperationException>(() => world.Runtime.Tell(default, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EntityAddress(ProbeKind.KindName, default(EntityId)));
        Assert.Throws<ArgumentException>(() => new EntityAddress(ProbeKind.KindName, ""));
    }

    /// <summary>Entities are found by this hash for ever: another one would lose what is on disk.</summary>
    [Theory]
    [InlineData("a", 4, 1)]
    [InlineData("order-1", 256, 157)]
    [InlineData("arn:aws:states:us-east-1:000000000000:stateMachine:orders", 256, 161)]
    [InlineData("日本語", 7, 0)]
    public void Home_of_a_key_never_changes(string key, int partitionCount, int home) =>
        Assert.Equal(home, new EntityAddress("any", key).HomePartition(partitionCount));

    [Fact]
    public void Keys_spread_evenly_over_partitions()
    {
        var counts = new int[8];
        for (var i = 0; i < 8_000; i++)
            counts[new EntityAddress("any", $"order-{i}").HomePartition(counts.Length)]++;

        Assert.All(counts, count => Assert.InRange(count, 850, 1_150));
    }

    private static List<EntityId> NewIds(World world, int count) => world.Get<List<EntityId>>(
        world.At(2), (_, activation) => activation.Reply(Enumerable.Range(0, count).Select(_ => activation.NewId()).ToList()));

    private static IEnumerable<string> Names(World world, params int[] numbers) => numbers.Select(number => world.At(0, number).Key!);
}
