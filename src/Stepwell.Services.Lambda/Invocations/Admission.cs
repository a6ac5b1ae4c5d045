using System.Collections.Concurrent;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Decisions;
using Stepwell.Services.Lambda.Naming;

namespace Stepwell.Services.Lambda.Invocations;

/// <summary>
/// How many invocations run, and whether one more may: of a function with reserved concurrency as many as that, of all others together what the
/// account has left. Counts are in memory. Thread-safe.
/// </summary>
/// <param name="reservedIn">What functions of a scope have reserved together.</param>
/// <remarks>Lambda developer guide, "Understanding Lambda function scaling".</remarks>
internal sealed class Admission(Func<string, long> reservedIn)
{
    private readonly ConcurrentDictionary<FunctionKey, Running> _functions = new();
    private readonly ConcurrentDictionary<(string Region, string AccountId), Running> _unreserved = new();

    /// <returns>Null: it may run, and <see cref="Leave"/> follows. Otherwise a <see cref="ThrottleReason"/>.</returns>
    public string? TryEnter(FunctionTarget target)
    {
        var function = Of(target);
        if (target.ReservedConcurrency is { } reserved)
        {
            function.IsReserved = true;
            return function.TryEnter(reserved) ? null : ThrottleReason.ReservedFunctionConcurrentInvocationLimitExceeded;
        }
        function.IsReserved = false;
        var left = ConcurrencyDecisions.AccountLimit - reservedIn(FunctionKey.ScopeOf(target.Region, target.AccountId));
        if (!UnreservedOf(target).TryEnter(left))
            return ThrottleReason.ConcurrentInvocationLimitExceeded;
        function.TryEnter(long.MaxValue);
        return null;
    }

    public void Leave(FunctionTarget target)
    {
        Of(target).Leave();
        if (target.ReservedConcurrency is null)
            UnreservedOf(target).Leave();
    }

    /// <summary>Functions that have run since the start, and how many of each run now.</summary>
    public IEnumerable<(FunctionKey Key, long Count, bool IsReserved)> Functions =>
        _functions.Select(entry => (entry.Key, entry.Value.Count, entry.Value.IsReserved));

    private Running Of(FunctionTarget target) =>
        _functions.GetOrAdd(new FunctionKey(target.Region, target.AccountId, target.FunctionName), static _ => new Running());

    private Running UnreservedOf(FunctionTarget target) => _unreserved.GetOrAdd((target.Region, target.AccountId), static _ => new Running());

    private sealed class Running
    {
        private long _count;

        public long Count => Interlocked.Read(ref _count);

        public bool IsReserved { get; set; }

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
