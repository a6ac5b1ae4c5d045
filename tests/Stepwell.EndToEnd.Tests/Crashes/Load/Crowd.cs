using Stepwell.EndToEnd.Tests.Crashes.Facts;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes.Load;

/// <summary>All who keep one server busy, each in a loop of its own, until they are disposed of.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private const int Customers = 8;
    private const int Workers = 8;
    private const int DeliveryWorkers = 3;

    private static readonly TimeSpan PauseWithoutAnswer = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _end = new();
    private readonly StepFunctionsClient _client;
    private readonly Ledger _ledger;
    private readonly Connection _connection;
    private readonly Random _random;
    private readonly List<Task> _loops = [];

    private Crowd(StepwellServer server, Ledger ledger, int seed)
    {
        _client = server.Client();
        _ledger = ledger;
        _connection = new Connection(_client, ledger);
        _random = new Random(seed);
    }

    /// <summary>Those who make work and those who do it.</summary>
    public static Crowd Everybody(StepwellServer server, Ledger ledger, Workflows workflows, Backlog backlog, int seed)
    {
        var crowd = OnlyWorkers(server, ledger, workflows, seed);
        var repeater = new Repeater(crowd._connection, ledger.TakeLost(), new Random(crowd._random.Next()));
        crowd._loops.Add(crowd.RepeatAsync(repeater));
        for (var i = 0; i < Customers; i++)
            crowd.Add(new Customer(crowd._connection, ledger, workflows, backlog, new Random(crowd._random.Next())));
        return crowd;
    }

    /// <summary>Those who finish what is there.</summary>
    public static Crowd OnlyWorkers(StepwellServer server, Ledger ledger, Workflows workflows, int seed)
    {
        var crowd = new Crowd(server, ledger, seed);
        crowd.AddWorkers(workflows.Work, Workers);
        crowd.AddWorkers(workflows.Delivery, DeliveryWorkers);
        return crowd;
    }

    /// <summary>Breaks off polls, and with them what the server had an answer for.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _client.Dispose();
        await Task.WhenAll(_loops);
        _end.Dispose();
    }

    private void AddWorkers(string activity, int count)
    {
        for (var i = 0; i < count; i++)
            Add(new Worker(_connection, _ledger, activity, new Random(_random.Next())));
    }

    private void Add(IActor actor) => _loops.Add(Task.Run(() => RunAsync(actor, () => false)));

    private Task RepeatAsync(Repeater repeater) => Task.Run(() => RunAsync(repeater, () => repeater.IsDone));

    private async Task RunAsync(IActor actor, Func<bool> isDone)
    {
        while (!_end.IsCancellationRequested && !isDone())
        {
            if (!await actor.ActAsync())
                await Task.Delay(PauseWithoutAnswer, TimeProvider.System, CancellationToken.None);
        }
    }
}
