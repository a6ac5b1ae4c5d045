using System.Collections.Concurrent;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Quotas;

/// <summary>The quotas at work: the buckets of each account and region. Thread-safe.</summary>
internal sealed class AccountQuotas
{
    /// <summary>Accounts are as many as clients make up; a full bucket need not be kept.</summary>
    private const int BucketsKept = 100_000;

    private readonly ConcurrentDictionary<(string Name, string Region, string AccountId), TokenBucket> _buckets = new();
    private readonly CapacityInstruments _capacity;
    private readonly TimeProvider _time;
    private readonly bool _isThrottling;
    private int _bucketCount;

    public AccountQuotas(QuotaProfile profile, StepFunctionsMetrics metrics, TimeProvider time)
    {
        Profile = profile;
        _capacity = metrics.Capacity;
        _time = time;
        _isThrottling = !profile.Buckets.IsEmpty;
        // What tasks send are no calls of the API.
        metrics.Capacity.Provisioned = () => _buckets.Where(bucket => bucket.Key.Name != QuotaNames.HttpTask).Select(bucket => Show(bucket.Key, bucket.Value));
        var limits = new ResourceLimits(LimitOf(QuotaNames.OpenExecutions), LimitOf(QuotaNames.OpenMapRuns));
        metrics.Resources.LimitsOf = _ => limits;
    }

    public QuotaProfile Profile { get; }

    /// <summary>Whether state transitions may have to wait.</summary>
    public bool LimitsTransitions => Profile.Buckets.ContainsKey(QuotaNames.StateTransition);

    /// <summary>Lets a call through, if the bucket of that name has a token where there is one.</summary>
    /// <param name="apiName">The call as metrics name it.</param>
    /// <exception cref="AwsException">There is no token.</exception>
    /// <remarks>Step Functions API reference, "Common errors"; the text is that of every AWS service.</remarks>
    public void Admit(string name, string apiName, string region, string accountId)
    {
        var isRefused = _isThrottling && Find(name, region, accountId) is { } bucket && !bucket.TryTake(_time.GetUtcNow().UtcTicks);
        if (_capacity.IsHeard)
            Tell(apiName, new Place(accountId, region), isRefused);
        if (isRefused)
            throw new AwsException("ThrottlingException", 400, Fault.Client, "Rate exceeded");
    }

    /// <summary>Null where the profile has no such quota.</summary>
    public TokenBucket? Find(string name, string region, string accountId)
    {
        if (!Profile.Buckets.TryGetValue(name, out var size))
            return null;
        var key = (name, region, accountId);
        if (_buckets.TryGetValue(key, out var known))
            return known;
        if (Interlocked.Increment(ref _bucketCount) > BucketsKept)
            ForgetFull();
        return _buckets.GetOrAdd(key, new TokenBucket(size.In(region)));
    }

    private long? LimitOf(string name) => Profile.Limits.TryGetValue(name, out var limit) ? limit : null;

    private void Tell(string apiName, Place place, bool isRefused)
    {
        if (isRefused)
            _capacity.CallThrottled(place, apiName);
        else
            _capacity.Called(place, apiName);
    }

    private static ProvisionedBucket Show((string Name, string Region, string AccountId) key, TokenBucket bucket) => new(
        new Place(key.AccountId, key.Region),
        key.Name == QuotaNames.StateTransition ? null : key.Name,
        bucket.Size.Size,
        bucket.Size.RefillPerSecond);

    private void ForgetFull()
    {
        var nowTicks = _time.GetUtcNow().UtcTicks;
        foreach (var (key, bucket) in _buckets)
        {
            if (bucket.IsFull(nowTicks))
                _buckets.TryRemove(key, out _);
        }
        Volatile.Write(ref _bucketCount, _buckets.Count);
    }
}
