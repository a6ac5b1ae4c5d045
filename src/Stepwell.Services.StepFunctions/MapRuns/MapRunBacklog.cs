using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Quotas;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>
/// The Map Runs that wait until others have ended, by account and region, oldest first. That they wait is in their rows; this only knows whom
/// to call. Who is called looks for itself whether there is room, and stays here if there is none. Thread-safe.
/// </summary>
/// <param name="partitionCount">Nobody is called before all of them have told how many Map Runs run.</param>
internal sealed class MapRunBacklog(IMapRunWork work, int partitionCount)
{
    private readonly HashSet<int> _counted = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, SortedDictionary<long, string>> _waiting = new(StringComparer.Ordinal);

    /// <summary>How many wait, where any do.</summary>
    public IReadOnlyList<KeyValuePair<Place, long>> Counts
    {
        get
        {
            lock (_gate)
                return [.. _waiting.Select(waiting => KeyValuePair.Create(PlaceOf(waiting.Key), (long)waiting.Value.Count))];
        }
    }

    /// <summary>Whether newcomers must wait, however many run: others wait already, or not all that run are counted yet.</summary>
    public bool HoldsBack(string scope)
    {
        lock (_gate)
            return _counted.Count < partitionCount || _waiting.ContainsKey(scope);
    }

    /// <summary>A life of a partition begins.</summary>
    /// <param name="isCounted">Whether there is nothing to count.</param>
    public void Recovering(int partition, bool isCounted)
    {
        lock (_gate)
            _counted.Remove(partition);
        if (isCounted)
            Recovered(partition);
    }

    /// <summary>The Map Runs of the partition are counted from now on.</summary>
    public void Recovered(int partition)
    {
        string[] scopes;
        lock (_gate)
        {
            if (!_counted.Add(partition) || _counted.Count < partitionCount)
                return;
            scopes = [.. _waiting.Keys];
        }
        foreach (var scope in scopes)
            CallFirst(scope);
    }

    /// <summary>Waits from now on; room that came before is not missed.</summary>
    public void Add(string scope, long id, string mapRunArn)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(scope, out var waiting))
                _waiting.Add(scope, waiting = []);
            waiting[id] = mapRunArn;
        }
        CallFirst(scope);
    }

    /// <summary>Does not wait any longer; there may be room for the next.</summary>
    public void Remove(string scope, long id)
    {
        lock (_gate)
        {
            if (!_waiting.TryGetValue(scope, out var waiting))
                return;
            waiting.Remove(id);
            if (waiting.Count == 0)
                _waiting.Remove(scope);
        }
        CallFirst(scope);
    }

    /// <summary>There may be room.</summary>
    public void CallFirst(string scope)
    {
        string first;
        lock (_gate)
        {
            if (_counted.Count < partitionCount || !_waiting.TryGetValue(scope, out var waiting))
                return;
            first = waiting.First().Value;
        }
        work.Admit(first);
    }

    private static Place PlaceOf(string scope)
    {
        var account = new AccountScope(scope);
        return new Place(account.AccountId, account.Region);
    }
}
