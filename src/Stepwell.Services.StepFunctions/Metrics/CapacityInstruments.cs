using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>What API calls and state transitions take out of their buckets. Thread-safe.</summary>
/// <remarks>
/// Developer guide, "Service Metrics" (dimension <c>ServiceMetric</c> with the one value <c>StateTransition</c>) and "API Usage Metrics"
/// (dimension <c>APIName</c>).
/// </remarks>
internal sealed class CapacityInstruments
{
    private readonly Counter<long> _consumed;
    private readonly Counter<long> _throttled;

    public CapacityInstruments(Meter meter)
    {
        _consumed = meter.CreateCounter<long>("ConsumedCapacity", MetricNames.Count, "API calls, or state transitions.");
        _throttled = meter.CreateCounter<long>("ThrottledEvents", MetricNames.Count, "API calls, or state transitions, that a bucket had no room for.");
        meter.CreateObservableGauge(
            "ProvisionedBucketSize", () => Observe(bucket => bucket.Size), MetricNames.Count, "Calls that a full bucket allows at once.");
        meter.CreateObservableGauge(
            "ProvisionedRefillRate", () => Observe(bucket => bucket.RefillPerSecond), MetricNames.Count, "Calls that come into the bucket each second.");
    }

    /// <summary>The buckets that there are now, asked whenever somebody looks, from any thread. Null: there are none.</summary>
    public Func<IEnumerable<ProvisionedBucket>>? Provisioned { get; set; }

    /// <summary>Whether anybody wants to hear of calls.</summary>
    public bool IsHeard => _consumed.Enabled || _throttled.Enabled;

    /// <summary>A call was let through.</summary>
    public void Called(Place place, string apiName)
    {
        if (_consumed.Enabled)
            _consumed.Add(1, place.Account, place.InRegion, Api(apiName));
    }

    /// <summary>A call was refused.</summary>
    public void CallThrottled(Place place, string apiName)
    {
        if (_throttled.Enabled)
            _throttled.Add(1, place.Account, place.InRegion, Api(apiName));
    }

    /// <summary>States were entered, or tried again.</summary>
    public void Transitions(Place place, string stateMachineArn, long count)
    {
        if (_consumed.Enabled)
            _consumed.Add(count, Transition(place, stateMachineArn));
    }

    /// <summary>Transitions have to wait; beside <see cref="ExecutionInstruments.Throttled"/>.</summary>
    public void TransitionsThrottled(Place place, string stateMachineArn, long count)
    {
        if (_throttled.Enabled)
            _throttled.Add(count, Transition(place, stateMachineArn));
    }

    private IEnumerable<Measurement<double>> Observe(Func<ProvisionedBucket, double> value)
    {
        foreach (var bucket in Provisioned?.Invoke() ?? [])
        {
            yield return new Measurement<double>(
                value(bucket),
                bucket.Place.Account,
                bucket.Place.InRegion,
                bucket.ApiName is { } api ? Api(api) : new(MetricNames.ServiceMetric, MetricNames.StateTransition));
        }
    }

    private static KeyValuePair<string, object?> Api(string name) => new(MetricNames.ApiName, name);

    private static TagList Transition(Place place, string stateMachineArn)
    {
        var tags = place.Tags;
        tags.Add(MetricNames.ServiceMetric, MetricNames.StateTransition);
        tags.Add(MetricNames.StateMachineArn, stateMachineArn);
        return tags;
    }
}

/// <param name="ApiName">Null: that of state transitions.</param>
internal readonly record struct ProvisionedBucket(Place Place, string? ApiName, double Size, double RefillPerSecond);
