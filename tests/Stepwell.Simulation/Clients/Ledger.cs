using Stepwell.Json;

namespace Stepwell.Simulation.Clients;

/// <param name="OldestRevision">The newest revision of the machine known to be in force when the start was first asked for.</param>
internal sealed record StartFact(string Input, DateTimeOffset StartDate, int OldestRevision);

/// <param name="Output">Missing for a failure.</param>
internal sealed record ResultFact(JsonValue Output, string? Error);

/// <summary>What the server has acknowledged to clients, and must never take back.</summary>
internal sealed class Ledger
{
    private readonly HashSet<string> _givenTokens = [];

    /// <summary>By ARN. Starts whose acknowledgement was lost are not among them.</summary>
    public Dictionary<string, StartFact> Starts { get; } = [];

    /// <summary>By ARN, when the execution ended.</summary>
    public Dictionary<string, DateTimeOffset> Stops { get; } = [];

    /// <summary>By ARN, when the execution was redriven.</summary>
    public Dictionary<string, DateTimeOffset> Redrives { get; } = [];

    /// <summary>By task token.</summary>
    public Dictionary<string, ResultFact> Results { get; } = [];

    /// <summary>How many heartbeats, by task token.</summary>
    public Dictionary<string, int> Heartbeats { get; } = [];

    /// <summary>Definitions of the machine in the order in which clients asked for them.</summary>
    public List<string> Revisions { get; } = [];

    /// <summary>The newest one that was acknowledged.</summary>
    public int AcknowledgedRevision { get; set; }

    public void Succeed(string token, JsonValue output) => AddResult(token, new ResultFact(output, null));

    public void Fail(string token, string error) => AddResult(token, new ResultFact(default, error));

    public void Beat(string token) => Heartbeats[token] = Heartbeats.GetValueOrDefault(token) + 1;

    /// <summary>A worker has got an activity's task.</summary>
    public void Give(string token)
    {
        if (!_givenTokens.Add(token))
            throw new InvalidOperationException($"Two workers got the task {token}.");
    }

    private void AddResult(string token, ResultFact fact)
    {
        if (!Results.TryAdd(token, fact))
            throw new InvalidOperationException($"Two results were accepted for the task {token}.");
    }
}
