using System.Text;
using Stepwell.Partitions;
using Stepwell.Simulation.Checks;
using Stepwell.Simulation.Clients;
using Stepwell.Store;

namespace Stepwell.Simulation.Worlds;

/// <summary>
/// The server, its clients, its clock and its disk on one thread. What happens next is drawn from the seed; so the same seed, with the same
/// crashes, is the same run.
/// </summary>
internal sealed class World : IDisposable
{
    public const int PartitionCount = 3;

    private const int MostSteps = 400_000;

    private static readonly DateTimeOffset Beginning = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Random _random;
    private readonly IFaults _faults;
    private readonly StringBuilder _trace = new();
    private int _idleSteps;

    public World(Scenario scenario, IFaults faults)
    {
        _random = new Random(scenario.Seed);
        _faults = faults;
        Scenario = scenario;
        Calls = new Calls(this);
        Workers = new Workers(this);
        Operator = new Operator(this);
        Server = new Server(this, faults.Next(before: null, _random), Beginning, _random);
    }

    public Scenario Scenario { get; }

    public Server Server { get; private set; }

    public Calls Calls { get; }

    public Workers Workers { get; }

    public Operator Operator { get; }

    public Ledger Ledger { get; } = new();

    public Watch Watch { get; } = new();

    /// <summary>Groups that the first life of the server handed to its disk.</summary>
    public long WritePointCount { get; private set; }

    public string Trace => _trace.ToString();

    /// <summary>Runs until all orders are done, all executions have ended and nothing is owed; checks on the way and at the end.</summary>
    public void Run()
    {
        for (var step = 0; ; step++)
        {
            if (step > MostSteps)
                throw new InvalidOperationException("The world does not come to rest.");
            Step();
            if (step % 16 == 0 && Operator.IsDone && IsQuiet())
                break;
        }

        Settle();
        if (WritePointCount == 0)
            WritePointCount = Server.Disk.WritePoint;
        Audit.AtEnd(this);
        Note(Journals.Dump(Server.Store));
    }

    public void Dispose() => Server.Disk.Dispose();

    public void Note(string what) => _trace.Append(Server?.Clock.GetUtcNow().ToString("HH:mm:ss.fff ")).AppendLine(what);

    public void Report(PartitionIncident incident)
    {
        Note($"{incident.GetType().Name} {incident.Partition}: {incident.Exception.Message}");
        if (incident is not (PartitionIncident.Fenced or PartitionIncident.RecoveryFailed) || incident.Exception is not StoreException)
            throw new InvalidOperationException("A partition met with something that nobody planned.", incident.Exception);
    }

    private void Step()
    {
        var wasIdle = Server.IsIdle;
        switch (_random.Next(20))
        {
            case < 9:
                Server.Scheduler.RunOne();
                break;
            case < 13:
                Server.Disk.CommitPending(_random.Next(1, 4));
                break;
            case < 15:
                Operator.Step(_random);
                break;
            case < 17:
                Workers.Step(_random);
                break;
            case < 19:
                Server.Outside.Step(_random);
                break;
            default:
                Server.Clock.Advance(TimeSpan.FromMilliseconds(_random.Next(_idleSteps > 100 ? 20_000 : 900)));
                break;
        }

        _idleSteps = wasIdle && Server.IsIdle ? _idleSteps + 1 : 0;
        Calls.Collect();
        if (Server.HasFailedToStart)
            Server.Disk.Crash();
        if (Server.Disk.HasCrashed)
            Restart();
    }

    /// <summary>Lets what is under way come to its end, and wake-ups that nobody needs any more pass.</summary>
    private void Settle()
    {
        for (var round = 0; round < 10; round++)
        {
            do
            {
                while (Server.Scheduler.RunOne())
                {
                }

                Server.Disk.CommitPending();
                Calls.Collect();
                if (Server.Disk.HasCrashed)
                    Restart();
            }
            while (!Server.IsIdle);
            Server.Clock.Advance(TimeSpan.FromSeconds(2));
        }
    }

    private void Restart()
    {
        var disk = Server.Disk;
        var now = Server.Clock.GetUtcNow();
        WritePointCount = WritePointCount == 0 ? disk.WritePoint : WritePointCount;
        Note($"crash at write point {disk.WritePoint - 1}");
        Calls.Lose();
        // What is still under way in the life that ended belongs to nobody.
        disk.Dispose();
        Server = new Server(this, _faults.Next(disk, _random), now.AddMilliseconds(_random.Next(Scenario.Traits.IsSteady ? 2_000 : 20_000)), _random);
        Audit.AfterCrash(this);
    }

    /// <summary>Whether nothing is running in the server, in memory or on disk.</summary>
    private bool IsQuiet() => Server.IsIdle && Journals.IsAtRest(Server.Store);
}
