using Stepwell.Partitions.Tests.Probes;

namespace Stepwell.Partitions.Tests;

/// <summary>What entities count.</summary>
public sealed class TallyTests
{
    [Fact]
    public void A_tally_is_the_sum_over_all_partitions_and_survives_a_restart()
    {
        var world = World.Started();
        for (var partition = 0; partition < 3; partition++)
        {
            Count(world, world.At(partition), "a", 10 + partition);
            Count(world, world.At(partition), "a", -1);
            Count(world, world.At(partition), "b", 1);
        }

        Assert.Equal((30, 3, 0), (world.Runtime.CountOf("a"), world.Runtime.CountOf("b"), world.Runtime.CountOf("c")));
        world.Restart();
        Assert.Equal((30, 3, 0), (world.Runtime.CountOf("a"), world.Runtime.CountOf("b"), world.Runtime.CountOf("c")));
    }

    [Fact]
    public void Entities_see_at_once_what_others_have_counted()
    {
        var world = World.Started();
        Count(world, world.At(0), "a", 2);
        Assert.Equal(2, world.Get<long>(world.At(1), (_, activation) => activation.Reply(activation.CountOf("a"))));
    }

    [Fact]
    public void What_never_became_durable_is_not_counted()
    {
        var world = World.Started();
        Count(world, world.At(0), "a", 1);
        var lost = world.Ask<long>(world.At(0), (_, activation) =>
        {
            activation.Count("a", 5);
            activation.Reply(0L);
        });
        world.RunLoops();
        Assert.Equal(6, world.Runtime.CountOf("a"));
        world.Restart();
        Assert.False(lost.IsCompleted);
        Assert.Equal(1, world.Runtime.CountOf("a"));
    }

    [Fact]
    public void A_life_that_ends_takes_back_what_it_counted_beyond_the_store()
    {
        var world = World.Started();
        Count(world, world.At(0), "a", 1);
        Count(world, world.At(1), "a", 1);
        var broken = world.Ask<long>(world.At(0), (_, activation) =>
        {
            activation.Count("a", 5);
            throw new InvalidOperationException("After a change.");
        });
        world.Settle();
        Assert.True(broken.IsFaulted);
        world.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(2, world.Runtime.CountOf("a"));
        Count(world, world.At(0), "a", 1);
        Assert.Equal(3, world.Runtime.CountOf("a"));
    }

    private static void Count(World world, EntityAddress at, string tally, long change) => world.Get<long>(at, (_, activation) =>
    {
        activation.Count(tally, change);
        activation.Reply(0L);
    });
}
