using System.Collections.Concurrent;

namespace Stepwell.Functions.Programs;

/// <summary>
/// Provisioned concurrency of functions that need no environment: all of it is ready at once, and counts how many invocations run within it.
/// Thread-safe.
/// </summary>
internal sealed class DirectProvision
{
    private readonly ConcurrentDictionary<string, Share> _shares = new(StringComparer.Ordinal);

    public void Request(string revisionId, int count)
    {
        if (count == 0) _shares.TryRemove(revisionId, out _);
        else _shares.GetOrAdd(revisionId, static _ => new Share()).Count = count;
    }

    public ProvisionedState? StateOf(string revisionId) => _shares.TryGetValue(revisionId, out var share)
        ? new ProvisionedState(share.Count, share.Count, Math.Min(share.Running, share.Count), Failure: null)
        : null;

    public async ValueTask<InvocationOutcome> Run(FunctionSpec spec, ValueTask<InvocationOutcome> running)
    {
        if (!_shares.TryGetValue(spec.RevisionId, out var share)) return await running.ConfigureAwait(false);
        var isWithin = share.Enter();
        try
        {
            return (await running.ConfigureAwait(false)) with { IsProvisioned = isWithin };
        }
        finally
        {
            share.Leave();
        }
    }

    private sealed class Share
    {
        private int _running;

        public int Count { get; set; }

        public int Running => Volatile.Read(ref _running);

        public bool Enter() => Interlocked.Increment(ref _running) <= Count;

        public void Leave() => Interlocked.Decrement(ref _running);
    }
}
