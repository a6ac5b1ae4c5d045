using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Quotas;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>
/// The Map Runs that wait until others have ended, by account and region, oldest first. That they wait is in their rows; this only knows whom
/// to call. Who is called looks for itself whether there is room, and stays here if there is none. Thread-safe.
/// </summary>
internal sealed class MapRunBacklog(IMapRunWork work)
{
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

    public bool HasAny(string scope)
    {
        lock (_gate)
            return _waiting.ContainsKey(scope);
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
            if (!_waiting.TryGetValue(scope, out var waiting))
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
