using Microsoft.Extensions.Time.Testing;
using Stepwell.Store;
using Stepwell.Store.Memory;

namespace Stepwell.Partitions.Tests.Probes;

/// <summary>
/// A runtime whose loops, clock and store move only when the test says so.
/// </summary>
internal sealed class World
{
    public static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SeededScheduler _scheduler = new(new Random(1));
    private readonly PartitionOptions _options;

    public World(PartitionOptions? options = null)
    {
        _options = options ?? new PartitionOptions();
        Runtime = NewRuntime();
    }

    public MemoryStore Store { get; private set; } = new(ProbeKind.Schema, partitionCount: 3);

    public FakeTimeProvider Clock { get; private set; } = new(Beginning);

    public ProbeKind Kind { get; } = new();

    public List<PartitionIncident> Incidents { get; } = [];

    public PartitionRuntime Runtime { get; private set; }

    public static World Started(PartitionOptions? options = null)
    {
        var world = new World(options);
        world.Start();
        return world;
    }

    /// <summary>A probe on a partition. Its name is found by trying.</summary>
    public EntityAddress At(int partition, int number = 0)
    {
        for (var i = 0; ; i++)
        {
            var address = new EntityAddress(ProbeKind.KindName, $"{i}-{number}");
            if (Runtime.HomeOf(address) == partition)
                return address;
        }
    }

    public void Start()
    {
        var started = Runtime.StartAsync();
        Settle();
        Assert.True(started.IsCompletedSuccessfully);
    }

    /// <summary>The process dies; another finds what is durable.</summary>
    /// <param name="clock">What its clock shows, when it is another one.</param>
    public void Restart(DateTimeOffset? clock = null)
    {
        if (clock is { } time)
            Clock = new FakeTimeProvider(time);
        Store.Crash();
        Store = Store.Reopen();
        Runtime = NewRuntime();
        Start();
    }

    public Task<TReply> Ask<TReply>(EntityAddress to, Action<Probe, IActivation> body) => Runtime.Ask<TReply>(to, new Act(body)).AsTask();

    /// <summary>Asks and lets everything run until it has an answer.</summary>
    public TReply Get<TReply>(EntityAddress to, Action<Probe, IActivation> body)
    {
        var reply = Ask<TReply>(to, body);
        Settle();
        return Result(reply);
    }

    public long Set(EntityAddress to, long value) => Get<long>(to, (probe, activation) =>
    {
        probe.Set(value, activation);
        activation.Reply(value);
    });

    public long ValueOf(EntityAddress address) => Get<long>(address, (probe, activation) => activation.Reply(probe.Value));

    public IReadOnlyList<string> LogOf(EntityAddress address)
    {
        using var lease = Store.RentReader();
        return [.. lease.Reader.Range(ProbeKind.Logs, new RowRange { Prefix = [address.Key ?? address.Id.ToString()] }).Select(row => row.Text)];
    }

    /// <summary>Runs the loops until they wait for the store or the clock.</summary>
    public void RunLoops()
    {
        while (_scheduler.RunOne())
        {
        }
    }

    /// <summary>Runs loops and commits until nothing moves.</summary>
    public void Settle()
    {
        do
            RunLoops();
        while (Store.CommitPending() > 0);
    }

    public void Advance(TimeSpan time)
    {
        Clock.Advance(time);
        Settle();
    }

    public static TReply Result<TReply>(Task<TReply> reply)
    {
        Assert.True(reply.IsCompleted, "There is no reply.");
        return reply.GetAwaiter().GetResult();
    }

    public static TException Failure<TException>(Task reply) where TException : Exception
    {
        Assert.True(reply.IsCompleted, "There is no reply.");
        return Assert.IsType<TException>(reply.Exception?.InnerException);
    }

    private PartitionRuntime NewRuntime() =>
        new(Store, [Kind], _scheduler, Clock, new Random(2), Incidents.Add, _options);
}
