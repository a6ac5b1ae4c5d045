using Microsoft.Extensions.Time.Testing;
using Stepwell.Integrations;
using Stepwell.Integrations.Executions;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Operations;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Simulation.Worlds;

/// <summary>One life of the server, from its start on what is durable to its crash: everything as in production but thread, clock and disk.</summary>
internal sealed class Server
{
    public static readonly StoreSchema Schema = new([.. PartitionTables.All, .. Tables.All]);

    /// <summary>All limits are so low that they are met all the time.</summary>
    private static readonly PartitionOptions Options = new()
    {
        MailboxCapacity = 8,
        CommandsPerBatch = 3,
        BatchesInFlight = 2,
        CachedEntities = 3,
        MessagesInFlight = 2,
        WakesPerRead = 2,
        WakeHorizon = TimeSpan.FromSeconds(2),
    };

    private readonly Task _start;

    public Server(World world, IDisk disk, DateTimeOffset now, Random random)
    {
        Disk = disk;
        var store = disk.Store;
        Clock = new FakeTimeProvider(now);
        Scheduler = new SeededScheduler(new Random(random.Next()));
        Outside = new Outside(world);
        var secrets = new Random(random.Next());
        Service = new StepFunctionsService(
            store,
            Scheduler,
            Clock,
            NewGuid,
            secrets.NextBytes,
            new Random(random.Next()),
            executions => new IntegrationRegistry([new StartExecutionIntegration(executions, Clock, NewGuid), Outside]),
            NoItemReader.Instance,
            quotas: world.Scenario.Quotas);
        Partitions = new PartitionRuntime(
            store, world.Watch.Over(Service.Kinds), Scheduler, Clock, new Random(random.Next()), world.Report, Options);
        Service.Attach(Partitions);
        _start = Partitions.StartAsync();

        Guid NewGuid()
        {
            var bytes = new byte[16];
            secrets.NextBytes(bytes);
            return new Guid(bytes);
        }
    }

    public IDisk Disk { get; }

    public IStore Store => Disk.Store;

    public FakeTimeProvider Clock { get; }

    public SeededScheduler Scheduler { get; }

    public StepFunctionsService Service { get; }

    public Outside Outside { get; }

    private PartitionRuntime Partitions { get; }

    /// <summary>A server that cannot start ends.</summary>
    public bool HasFailedToStart => _start.IsFaulted;

    public bool IsIdle => Scheduler.ReadyCount == 0 && Disk.PendingCount == 0;
}
