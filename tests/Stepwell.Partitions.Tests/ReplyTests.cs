using Stepwell.Partitions.Tests.Probes;
using Stepwell.Store;

namespace Stepwell.Partitions.Tests;

public sealed class ReplyTests
{
    [Fact]
    public void Reply_comes_only_when_the_rows_are_durable()
    {
        var world = World.Started();
        var reply = Set(world, world.At(0), 5);
        world.RunLoops();
        Assert.False(reply.IsCompleted);

        world.Store.CommitPending();
        Assert.False(reply.IsCompleted);
        world.RunLoops();
        Assert.Equal(5, World.Result(reply));
    }

    [Fact]
    public void Commands_go_on_against_state_that_is_not_durable_yet()
    {
        var world = World.Started();
        var first = Add(world, world.At(0), 1);
        world.RunLoops();
        var second = Add(world, world.At(0), 1);
        world.RunLoops();
        Assert.Equal(2, world.Store.PendingCount);
        Assert.False(first.IsCompleted || second.IsCompleted);

        world.Settle();
        Assert.Equal(1, World.Result(first));
        Assert.Equal(2, World.Result(second));
    }

    [Fact]
    public void Commands_that_wait_together_share_a_batch()
    {
        var world = World.Started();
        for (var i = 0; i < 10; i++)
            _ = Add(world, world.At(0, i), 1);
        world.RunLoops();

        Assert.Equal(1, world.Store.PendingCount);
    }

    [Fact]
    public void Question_to_an_entity_whose_state_is_durable_needs_no_commit()
    {
        var world = World.Started();
        world.Set(world.At(0), 5);
        var reply = Read(world, world.At(0));
        world.RunLoops();

        Assert.Equal(5, World.Result(reply));
    }

    [Fact]
    public void Question_waits_for_the_changes_that_its_answer_shows()
    {
        var world = World.Started();
        _ = Set(world, world.At(0), 5);
        world.RunLoops();
        var reply = Read(world, world.At(0));
        world.RunLoops();
        Assert.False(reply.IsCompleted);

        world.Settle();
        Assert.Equal(5, World.Result(reply));
    }

    [Fact]
    public void Replies_of_a_partition_come_in_the_order_of_its_commits()
    {
        var world = World.Started();
        var order = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            var number = i;
            _ = Add(world, world.At(0, i), 1).ContinueWith(
                _ => order.Add(number), TestContext.Current.CancellationToken, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            world.RunLoops();
        }

        world.Settle();
        Assert.Equal([0, 1, 2, 3, 4], order);
    }

    [Fact]
    public void Error_reply_leaves_what_was_written()
    {
        var world = World.Started();
        var reply = world.Ask<long>(world.At(0), (probe, activation) =>
        {
            probe.Set(7, activation);
            activation.ReplyError(new InvalidOperationException("no"));
        });
        world.Settle();

        World.Failure<InvalidOperationException>(reply);
        Assert.Equal(7, world.ValueOf(world.At(0)));
    }

    [Fact]
    public void Entity_that_gives_no_reply_fails_the_question_and_keeps_the_change()
    {
        var world = World.Started();
        var reply = world.Ask<long>(world.At(0), (probe, activation) => probe.Set(7, activation));
        world.Settle();

        World.Failure<NoReplyException>(reply);
        Assert.Equal(7, world.ValueOf(world.At(0)));
    }

    [Fact]
    public void Reply_of_another_type_fails_the_question()
    {
        var world = World.Started();
        var reply = world.Ask<string>(world.At(0), (_, activation) => activation.Reply(1L));
        world.Settle();

        World.Failure<InvalidCastException>(reply);
    }

    [Fact]
    public void Second_reply_is_an_error_of_the_entity()
    {
        var world = World.Started();
        var reply = world.Ask<long>(world.At(0), (_, activation) =>
        {
            activation.Reply(1L);
            activation.Reply(2L);
        });
        world.Settle();

        World.Failure<InvalidOperationException>(reply);
    }

    [Fact]
    public void Told_command_is_handled_without_a_reply()
    {
        var world = World.Started();
        world.Runtime.Tell(world.At(1), "hello");
        world.Settle();

        Assert.Equal(["hello"], world.LogOf(world.At(1)));
    }

    [Fact]
    public void Full_mailbox_refuses_further_commands()
    {
        var world = World.Started(new PartitionOptions { MailboxCapacity = 2 });
        var accepted = Enumerable.Range(0, 2).Select(_ => Add(world, world.At(0), 1)).ToList();
        var refused = Add(world, world.At(0), 1);
        var elsewhere = Add(world, world.At(1), 1);

        World.Failure<PartitionOverloadedException>(refused);
        Assert.Throws<PartitionOverloadedException>(() => world.Runtime.Tell(world.At(0), "x"));
        world.Settle();
        Assert.Equal([1, 2], accepted.Select(World.Result));
        Assert.Equal(1, World.Result(elsewhere));
    }

    [Fact]
    public void Partition_takes_no_more_commands_while_too_many_batches_wait()
    {
        var world = World.Started(new PartitionOptions { BatchesInFlight = 2, CommandsPerBatch = 1 });
        var replies = Enumerable.Range(0, 5).Select(_ => Add(world, world.At(0), 1)).ToList();
        world.RunLoops();
        Assert.Equal(2, world.Store.PendingCount);

        world.Settle();
        Assert.Equal([1, 2, 3, 4, 5], replies.Select(World.Result));
    }

    [Fact]
    public void Runtime_that_does_not_run_refuses_commands()
    {
        var world = new World();
        World.Failure<PartitionStoppedException>(Add(world, world.At(0), 1));

        world.Start();
        var stopped = world.Runtime.StopAsync();
        World.Failure<PartitionStoppedException>(Add(world, world.At(0), 1));
        world.Settle();
        Assert.True(stopped.IsCompletedSuccessfully);
        World.Failure<PartitionStoppedException>(Add(world, world.At(0), 1));
    }

    [Fact]
    public void Stopping_finishes_what_was_accepted()
    {
        var world = World.Started();
        var replies = Enumerable.Range(0, 1_000).Select(i => Add(world, world.At(i % 3), 1)).ToList();
        var stopped = world.Runtime.StopAsync();
        world.RunLoops();
        Assert.False(stopped.IsCompleted);

        world.Settle();
        Assert.True(stopped.IsCompletedSuccessfully);
        Assert.All(replies, reply => World.Result(reply));
    }

    [Fact]
    public void Effects_run_when_the_rows_are_durable_and_not_when_they_are_lost()
    {
        var world = World.Started();
        var effects = new List<string>();
        void Change(string name) => world.Runtime.Tell(world.At(0), new Act((probe, activation) =>
        {
            probe.Set(1, activation);
            activation.AfterCommit(() => effects.Add(name));
            activation.AfterCommit(state => effects.Add((string)state), name + " with state");
        }));

        Change("kept");
        world.RunLoops();
        Assert.Empty(effects);
        world.Settle();
        Assert.Equal(["kept", "kept with state"], effects);

        world.Store.FailAt(world.Store.WritePoint, new StoreException("disk full"));
        Change("lost");
        world.Settle();
        Assert.Equal(2, effects.Count);
    }

    private static Task<long> Set(World world, EntityAddress to, long value) => world.Ask<long>(to, (probe, activation) =>
    {
        probe.Set(value, activation);
        activation.Reply(value);
    });

    private static Task<long> Add(World world, EntityAddress to, long amount) => world.Ask<long>(to, (probe, activation) =>
    {
        probe.Set(probe.Value + amount, activation);
        activation.Reply(probe.Value);
    });

    private static Task<long> Read(World world, EntityAddress to) =>
        world.Ask<long>(to, (probe, activation) => activation.Reply(probe.Value));
}
