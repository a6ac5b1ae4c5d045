using Stepwell.Partitions.Tests.Probes;
using Stepwell.Store;

namespace Stepwell.Partitions.Tests;

public sealed class FencingTests
{
    private static readonly TimeSpan RetryDelay = new PartitionOptions().RetryDelay;

    [Fact]
    public void Exception_before_any_change_fails_its_command_only()
    {
        var world = World.Started();
        var before = Add(world);
        var failing = world.Ask<long>(world.At(0), (_, _) => throw new InvalidOperationException("no"));
        var after = Add(world);
        world.Settle();

        Assert.Equal(1, World.Result(before));
        Assert.Equal("no", World.Failure<InvalidOperationException>(failing).Message);
        Assert.Equal(2, World.Result(after));
        Assert.IsType<PartitionIncident.CommandFailed>(Assert.Single(world.Incidents));
    }

    [Fact]
    public void Exception_after_a_change_loses_all_that_is_not_handed_over_and_nothing_that_is()
    {
        var world = World.Started();
        var handedOver = Add(world);
        world.RunLoops();
        var sameBatch = Add(world);
        var failing = Break(world);
        var waiting = Add(world);
        world.RunLoops();
        Assert.Contains("broken", World.Failure<PartitionFencedException>(sameBatch).Message, StringComparison.Ordinal);
        World.Failure<PartitionFencedException>(failing);

        world.Settle();
        world.Advance(RetryDelay);
        Assert.Equal(1, World.Result(handedOver));
        Assert.Equal(2, World.Result(waiting));
        Assert.IsType<PartitionIncident.Fenced>(Assert.Single(world.Incidents));
    }

    [Fact]
    public void Fresh_instance_starts_only_after_the_last_commit_of_the_old_one()
    {
        var world = World.Started();
        world.Clock.Advance(RetryDelay);
        _ = Add(world);
        world.RunLoops();
        _ = Break(world);
        var question = world.Ask<long>(world.At(0), (probe, activation) => activation.Reply(probe.Value));
        world.RunLoops();
        Assert.False(question.IsCompleted);

        world.Settle();
        Assert.Equal(1, World.Result(question));
    }

    [Fact]
    public void Failed_commit_fails_everything_under_way_and_nothing_of_it_stays()
    {
        var world = World.Started();
        world.Set(world.At(0), 10);
        world.Clock.Advance(RetryDelay);
        world.Store.FailAt(world.Store.WritePoint, new StoreException("disk full"));
        var first = Add(world);
        world.RunLoops();
        var second = Add(world);
        world.RunLoops();
        world.Store.CommitPending(maxCount: 1);
        var third = Add(world);
        world.Settle();

        Assert.IsType<StoreException>(World.Failure<PartitionFencedException>(first).InnerException);
        World.Failure<PartitionFencedException>(second);
        Assert.Equal(11, World.Result(third));
        Assert.Equal(11, world.ValueOf(world.At(0)));
        Assert.IsType<PartitionIncident.Fenced>(Assert.Single(world.Incidents));
    }

    [Fact]
    public void Other_partitions_do_not_notice()
    {
        var world = World.Started();
        _ = Break(world);
        world.Settle();

        Assert.Equal(3, world.Set(world.At(1), 3));
    }

    [Fact]
    public void Instance_that_ended_soon_is_replaced_after_a_while()
    {
        var world = World.Started();
        _ = Break(world);
        var waiting = Add(world);
        world.Settle();
        Assert.False(waiting.IsCompleted);

        world.Advance(RetryDelay);
        Assert.Equal(1, World.Result(waiting));
    }

    [Fact]
    public void Effect_that_throws_ends_the_instance_and_the_next_one_recovers()
    {
        var world = World.Started();
        var recoveries = 0;
        world.Kind.OnRecover = (_, partition) => recoveries += partition.Partition == 0 ? 1 : 0;
        world.Clock.Advance(RetryDelay);
        var reply = world.Ask<long>(world.At(0), (probe, activation) =>
        {
            probe.Set(4, activation);
            activation.AfterCommit(() => throw new InvalidOperationException("effect"));
            activation.Reply(4L);
        });
        world.Settle();

        Assert.Equal(4, World.Result(reply));
        Assert.Equal(1, recoveries);
        Assert.Equal(4, world.ValueOf(world.At(0)));
    }

    [Fact]
    public void Failed_recovery_refuses_commands_until_one_succeeds()
    {
        var world = World.Started();
        world.Clock.Advance(RetryDelay);
        world.Kind.OnRecover = (_, _) => throw new InvalidOperationException("not yet");
        _ = Break(world);
        var waiting = Add(world);
        world.Settle();
        Assert.IsType<PartitionIncident.RecoveryFailed>(world.Incidents[^1]);
        World.Failure<PartitionUnavailableException>(waiting);
        World.Failure<PartitionUnavailableException>(Add(world));

        world.Kind.OnRecover = (_, _) => { };
        world.Advance(RetryDelay);
        var accepted = Add(world);
        world.Settle();
        Assert.Equal(1, World.Result(accepted));
    }

    [Fact]
    public void Start_that_cannot_recover_fails()
    {
        var world = new World();
        world.Kind.OnRecover = (_, _) => throw new InvalidOperationException("no");
        var started = world.Runtime.StartAsync();
        world.Settle();

        World.Failure<InvalidOperationException>(started);
    }

    [Fact]
    public void Recovery_hands_out_what_is_owed_before_any_other_command()
    {
        var world = World.Started();
        world.Set(world.At(0), 5);
        world.Kind.OnRecover = (reader, partition) =>
        {
            Assert.Equal(World.Beginning, partition.Now);
            foreach (var row in reader.Range(ProbeKind.Probes, RowRange.All))
            {
                var address = new EntityAddress(ProbeKind.KindName, row.Name);
                if (world.Runtime.HomeOf(address) == partition.Partition)
                    partition.Tell(address, "owed");
                else
                    Assert.Throws<ArgumentException>(() => partition.Tell(address, "owed"));
            }
        };
        world.Restart();

        Assert.Equal(["owed"], world.LogOf(world.At(0)));
    }

    [Fact]
    public void Callers_wait_until_all_that_is_owed_is_handed_out()
    {
        const int OwedCount = 1_000;
        var world = World.Started();
        world.Kind.OnRecover = (_, partition) =>
        {
            for (var i = 0; i < OwedCount && partition.Partition == 0; i++)
                partition.Tell(world.At(0), "owed");
        };
        world.Clock.Advance(RetryDelay);
        _ = Break(world);
        world.Runtime.Tell(world.At(0), "asked");
        world.Settle();

        Assert.Equal([.. Enumerable.Repeat("owed", OwedCount), "asked"], world.LogOf(world.At(0)));
    }

    [Fact]
    public void Effect_that_throws_while_the_instance_ends_is_reported_too()
    {
        var world = World.Started();
        world.Runtime.Tell(world.At(0), new Act((probe, activation) =>
        {
            probe.Set(4, activation);
            activation.AfterCommit(() => throw new InvalidOperationException("effect"));
        }));
        world.RunLoops();
        _ = Break(world);
        world.Settle();

        Assert.Equal(["broken", "effect"], world.Incidents.Select(incident => incident.Exception.Message));
    }

    [Fact]
    public void Acknowledged_changes_survive_a_crash_and_others_leave_no_trace()
    {
        var world = World.Started();
        world.Set(world.At(0), 5);
        _ = world.Ask<long>(world.At(0), (probe, activation) => probe.Set(6, activation));
        world.RunLoops();
        world.Restart();

        Assert.Equal(5, world.ValueOf(world.At(0)));
    }

    private static Task<long> Add(World world) => world.Ask<long>(world.At(0), (probe, activation) =>
    {
        probe.Set(probe.Value + 1, activation);
        activation.Reply(probe.Value);
    });

    private static Task<long> Break(World world) => world.Ask<long>(world.At(0), (probe, activation) =>
    {
        probe.Set(1_000, activation);
        throw new InvalidOperationException("broken");
    });
}
