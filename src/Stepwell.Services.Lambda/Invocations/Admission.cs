using System.Collections.Concurrent;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Invocations;

/// <summary>
/// How many invocations run, and whether one more may: of a function with reserved concurrency as many as that; of the others what they have
/// provisioned, and all together what the account has left. Counts are in memory. Thread-safe.
/// </summary>
/// <param name="claimedIn">What functions of a scope have reserved or provisioned together.</param>
/// <remarks>Lambda developer guide, "Understanding Lambda function scaling".</remarks>
internal sealed class Admission(Func<string, long> claimedIn)
{
    private readonly ConcurrentDictionary<FunctionKey, Running> _functions = new();
    private readonly ConcurrentDictionary<string, Running> _provisioned = new();
    private readonly ConcurrentDictionary<(string Region, string AccountId), Running> _unreserved = new();

    /// <returns>
    /// With no refusal it may run, and <see cref="Leave"/> follows with the share that it is counted in. Otherwise a <see cref="ThrottleReason"/>.
    /// </returns>
    public (Share Share, string? Refusal) TryEnter(FunctionTarget target)
    {
        var function = Of(target);
        if (target.ReservedConcurrency is { } reserved)
            return (Share.Reserved, function.TryEnter(reserved) ? null : ThrottleReason.ReservedFunctionConcurrentInvocationLimitExceeded);
        var isProvisioned = target.ProvisionedConcurrency > 0 && ProvisionedOf(target).TryEnter(target.ProvisionedConcurrency);
        if (!isProvisioned && !UnreservedOf(target).TryEnter(Left(target)))
            return (Share.Unreserved, ThrottleReason.ConcurrentInvocationLimitExceeded);
        function.TryEnter(long.MaxValue);
        return (isProvisioned ? Share.Provisioned : Share.Unreserved, null);
    }

    public void Leave(FunctionTarget target, Share share)
    {
        Of(target).Leave();
        if (share == Share.Provisioned)
            ProvisionedOf(target).Leave();
        else if (share == Share.Unreserved)
            UnreservedOf(target).Leave();
    }

    /// <summary>Functions that have run since the start, and how many of each run now.</summary>
    public IEnumerable<(FunctionKey Key, long Count)> Functions => _functions.Select(entry => (entry.Key, entry.Value.Count));

    /// <summary>How many run of what accounts have left.</summary>
    public IEnumerable<(string Region, string AccountId, long Count)> Unreserved =>
        _unreserved.Select(entry => (entry.Key.Region, entry.Key.AccountId, entry.Value.Count));

    private long Left(FunctionTarget target) =>
        ConcurrencyDecisions.AccountLimit - claimedIn(FunctionKey.ScopeOf(target.Region, target.AccountId));

    private Running Of(FunctionTarget target) =>
        _functions.GetOrAdd(new FunctionKey(target.Region, target.AccountId, target.FunctionName), static _ => new Running());

    private Running ProvisionedOf(FunctionTarget target) => _provisioned.GetOrAdd(target.Spec.RevisionId, static _ => new Running());

    private Running UnreservedOf(FunctionTarget target) => _unreserved.GetOrAdd((target.Region, target.AccountId), static _ => new Running());

    private sealed class Running
    {
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        public bool TryEnter(long limit)
        {
            if (Interlocked.Increment(ref _count) <= limit)
                return true;
            Leave();
            return false;
        }

        public void Leave() => Interlocked.Decrement(ref _count);
    }
}

/// <summary>What an invocation that runs is counted in.</summary>
internal enum Share
{
    Reserved,
    Provisioned,
    Unreserved,
}

/// <summary>An invocation that may run.</summary>
/// <param name="Invocation">As the function gets it.</param>
internal readonly record struct Admitted(Invocation Invocation, Share Share);
