using Stepwell.EndToEnd.Tests.Crashes.Checks;
using Stepwell.EndToEnd.Tests.Crashes.Facts;
using Stepwell.EndToEnd.Tests.Crashes.Load;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes;

/// <summary>
/// Round after round over the same data: a server starts, what earlier ones acknowledged is compared with what is there, everybody works,
/// and the process dies at a random instant. In the end workers finish what is open, and everything is compared once more.
/// </summary>
internal sealed class CrashCampaign : IDisposable
{
    /// <summary>Of requests from the start of the load to the death of the server.</summary>
    private const int MostAcknowledged = 1_500;
    private const int MostOpenWork = 300;

    /// <summary>Milliseconds after that.</summary>
    private const int LatestKill = 20;

    /// <summary>Milliseconds after the launch of the process.</summary>
    private const int LatestKillAtStart = 500;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Random _random;
    private readonly int _rounds;
    private readonly CrashStore _store = new();
    private readonly Ledger _ledger;
    private int _kills;
    private int _killsAtStart;
    private int _databaseKills;

    public CrashCampaign(CrashSettings settings)
    {
        _random = new Random(settings.Seed);
        _rounds = settings.Rounds;
        _ledger = new Ledger(Violations);
    }

    public Violations Violations { get; } = new();

    public string Report =>
        $"{_kills} kills under load, {_killsAtStart} while starting, {_databaseKills} of the database; " +
        $"{_ledger.Executions(_ => true).Count} executions, {_ledger.ExpressStarts.Count} Express executions; " +
        $"{_ledger.AcknowledgedCount} requests acknowledged ({string.Join(", ", _ledger.Acknowledged.Select(count => $"{count.Key} {count.Value}"))}), " +
        $"{_ledger.LostCount} without an answer; {Violations.Count} violations";

    public void Dispose() => _store.Dispose();

    /// <summary>Ends early when something is wrong.</summary>
    public async Task RunAsync()
    {
        for (var round = 0; round < _rounds && Violations.Count == 0; round++)
            await RunRoundAsync();
        await FinishAsync();
    }

    private async Task RunRoundAsync()
    {
        if (_random.Next(6) == 0)
        {
            await StepwellServer.KillWhileStartingAsync(_store.Options, Milliseconds(LatestKillAtStart));
            _killsAtStart++;
        }
        await using var server = await StepwellServer.StartOnAsync(_store.Options);
        var workflows = await CheckAsync(server);
        await using var crowd = Crowd.Everybody(server, _ledger, workflows, new Backlog(MostOpenWork - OpenWork), _random.Next());
        await WorkAsync(server, _random.Next(1, MostAcknowledged));
        if (_store.IsDatabase && _random.Next(3) == 0)
            await BreakDatabaseAsync(server);
        else
            CheckOutput(server);
        await Task.Delay(Milliseconds(LatestKill), TimeProvider.System, CancellationToken.None);
        await server.KillAsync();
        _kills++;
    }

    /// <summary>The server stays, and goes on by itself when the database is back; or both die, one soon after the other.</summary>
    private async Task BreakDatabaseAsync(StepwellServer server)
    {
        await _store.KillDatabaseAsync();
        _databaseKills++;
        var diesAsWell = _random.Next(2) == 0;
        if (diesAsWell)
            await server.KillAsync();
        await _store.StartDatabaseAsync();
        if (!diesAsWell)
            await WorkAsync(server, _random.Next(1, MostAcknowledged));
    }

    private async Task WorkAsync(StepwellServer server, int acknowledged)
    {
        try
        {
            await _ledger.WhenAcknowledgedAsync(acknowledged).WaitAsync(LongestWait);
        }
        catch (TimeoutException problem)
        {
            throw new InvalidOperationException($"The server does not go on. It wrote:\n{server.Output}", problem);
        }
    }

    /// <summary>Compares before anybody asks for more.</summary>
    private async Task<Workflows> CheckAsync(StepwellServer server)
    {
        using var client = server.Client();
        var workflows = await Workflows.CreateAsync(client);
        await new Audit(client, _ledger, Violations).CheckUnsettledAsync();
        return workflows;
    }

    private async Task FinishAsync()
    {
        await using var server = await StepwellServer.StartOnAsync(_store.Options);
        var workflows = await CheckAsync(server);
        using var client = server.Client();
        await using (Crowd.OnlyWorkers(server, _ledger, workflows, _random.Next()))
            await new Drain(client, _ledger).RunAsync(workflows);
        await new Audit(client, _ledger, Violations).CheckAllAsync(workflows);
        CheckOutput(server);
    }

    /// <summary>A server whose store works has nothing to complain about.</summary>
    private void CheckOutput(StepwellServer server)
    {
        var complaints = server.Output.Split('\n').Where(line => line.StartsWith("Error", StringComparison.Ordinal)).ToList();
        Violations.Expect(complaints.Count == 0, $"The server complained: {string.Join('\n', complaints)}");
    }

    private int OpenWork => _ledger.Executions(facts => !facts.IsSettled).Count;

    private TimeSpan Milliseconds(int most) => TimeSpan.FromMilliseconds(_random.Next(most));
}
