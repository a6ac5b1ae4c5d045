using Stepwell.Store;

namespace Stepwell.Partitions;

/// <summary>
/// Runs the partitions of a store and is the way in for callers. Thread-safe. The caller keeps ownership of the store and disposes it
/// after <see cref="StopAsync"/>.
/// </summary>
public sealed class PartitionRuntime
{
    private readonly Partition[] _partitions;
    private readonly PartitionContext _context;
    private readonly bool _runsInline;

    /// <param name="random">Seeds the random sources of the partitions.</param>
    /// <param name="report">Gets everything that went wrong and did not reach a caller, and what did as well.</param>
    public PartitionRuntime(
        IStore store,
        IReadOnlyCollection<IEntityKind> kinds,
        IPartitionScheduler scheduler,
        TimeProvider timeProvider,
        Random random,
        Action<PartitionIncident> report,
        PartitionOptions? options = null)
    {
        if (store.PartitionCount > 1 << EntityId.PartitionBits)
            throw new ArgumentException($"At most {1 << EntityId.PartitionBits} partitions are possible.", nameof(store));

        _runsInline = scheduler.RunsContinuationsInline;
        _partitions = new Partition[store.PartitionCount];
        _context = new PartitionContext(
            store,
            kinds.ToDictionary(kind => kind.Name),
            scheduler,
            timeProvider,
            report,
            options ?? new PartitionOptions(),
            _partitions,
            new TallyBoard());
        for (var i = 0; i < _partitions.Length; i++)
            _partitions[i] = new Partition(i, _context, new Random(random.Next()));
    }

    public int PartitionCount => _partitions.Length;

    /// <summary>The partition where an entity lives.</summary>
    /// <exception cref="ArgumentException">The id names a partition that this store does not have.</exception>
    public int HomeOf(EntityAddress address) => _context.HomeOf(address);

    /// <inheritdoc cref="IActivation.CountOf"/>
    public long CountOf(string tally) => _context.Tallies.Read(tally);

    /// <summary>Recovers all partitions; complete when all of them take commands.</summary>
    public Task StartAsync() => Task.WhenAll(_partitions.Select(partition => partition.StartAsync()));

    /// <summary>Refuses new commands, finishes those accepted, and waits until all is durable.</summary>
    public Task StopAsync() => Task.WhenAll(_partitions.Select(partition => partition.StopAsync()));

    /// <summary>
    /// Has an entity handle a command and gives its reply when all that the command did is durable. Await the task once.
    /// </summary>
    /// <exception cref="PartitionException">The command was refused, or its outcome is not known: see the derived types.</exception>
    public ValueTask<TReply> Ask<TReply>(EntityAddress to, object command)
    {
        var reply = PendingReply<TReply>.Rent(_runsInline);
        var task = reply.Task;
        var partition = PartitionOf(to);
        if (partition.TryPost(new Command(to, command, reply)) is { } refusal)
            reply.Fail(refusal);
        return task;
    }

    /// <summary>Has an entity handle a command, some time; a crash may lose it.</summary>
    /// <exception cref="PartitionException">The command was refused.</exception>
    public void Tell(EntityAddress to, object command)
    {
        if (PartitionOf(to).TryPost(new Command(to, command, Reply: null)) is { } refusal)
            throw refusal;
    }

    /// <summary>How many commands wait for each partition at this moment.</summary>
    public IReadOnlyList<int> QueueLengths => [.. _partitions.Select(partition => partition.QueueLength)];

    private Partition PartitionOf(EntityAddress to) => _partitions[HomeOf(to)];
}
