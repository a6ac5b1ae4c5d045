using System.Diagnostics.Metrics;
using Stepwell.Services.StepFunctions.Quotas;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>How much there is of what quotas limit; read when somebody looks, from any thread.</summary>
/// <remarks>Developer guide, "Account-level Usage Metrics", "Execution Metrics", "Map Run Metrics", "Version and Alias Metrics".</remarks>
internal sealed class ResourceInstruments
{
    private readonly CensusTaker _census;
    private readonly Places _places;
    private readonly AccountScopes _scopes = new();

    public ResourceInstruments(Meter states, Meter usage, CensusTaker census, Places places)
    {
        (_census, _places) = (census, places);
        Gauge(states, "OpenExecutionCount", "Standard executions that run.", () => ByPlace(OpenExecutions));
        Gauge(states, "OpenExecutionLimit", "Standard executions that may run.", () => Limits(limits => limits.OpenExecutions));
        Gauge(states, "ApproximateOpenMapRunCount", "Map Runs that run.", () => ByPlace(OpenMapRuns()));
        Gauge(states, "OpenMapRunLimit", "Map Runs that may run.", () => Limits(limits => limits.OpenMapRuns));
        Gauge(states, "ApproximateMapRunBacklogSize", "Map Runs that wait until others have ended.", () => ByPlace(WaitingMapRuns?.Invoke() ?? []));
        Gauge(states, "AliasCount", "Aliases of a state machine.", () => ByArn(census.Current.Aliases, MetricNames.ResourceArn));
        Gauge(states, "VersionCount", "Versions of a state machine.", () => ByArn(census.Current.Versions, MetricNames.ResourceArn));
        Gauge(usage, "StateMachineCount", "Active state machines.", () => ByPlace(census.Current.StateMachines));
        Gauge(usage, "ActivityCount", "Activities.", () => ByPlace(census.Current.Activities));
        Gauge(
            usage,
            "OpenExecutionCountPerStateMachine",
            "Standard executions of a state machine that run.",
            () => ByArn(OpenExecutionsByMachine, MetricNames.StateMachineArn));
    }

    /// <summary>The quotas of an account and region. Null: nothing is limited.</summary>
    public Func<Place, ResourceLimits>? LimitsOf { get; set; }

    /// <summary>What has come to the tally of a name. Null: nothing is counted yet.</summary>
    public Func<string, long>? CountOf { get; set; }

    /// <summary>How many Map Runs wait for their turn, where any do. Null: none ever waits.</summary>
    public Func<IEnumerable<KeyValuePair<Place, long>>>? WaitingMapRuns { get; set; }

    private static void Gauge(Meter meter, string name, string description, Func<IEnumerable<Measurement<long>>> observe) =>
        meter.CreateObservableGauge(name, observe, MetricNames.Count, description);

    /// <summary>Of each place that has a state machine.</summary>
    private IEnumerable<Measurement<long>> Limits(Func<ResourceLimits, long?> limit)
    {
        if (LimitsOf is not { } limitsOf)
            yield break;
        foreach (var (place, _) in _census.Current.StateMachines)
            if (limit(limitsOf(place)) is { } value)
                yield return new Measurement<long>(value, place.Account, place.InRegion);
    }

    private IEnumerable<KeyValuePair<Place, long>> OpenExecutions => _census.Current.Machines
        .DistinctBy(_places.Of)
        .Select(arn => KeyValuePair.Create(_places.Of(arn), Count(_scopes.Of(arn).OpenExecutions)));

    private IEnumerable<KeyValuePair<string, long>> OpenExecutionsByMachine =>
        _census.Current.Machines.Select(arn => KeyValuePair.Create(arn, Count(_scopes.Of(arn).OpenExecutionsOf(arn))));

    private long Count(string tally) => CountOf?.Invoke(tally) ?? 0;

    /// <summary>Those that wait are not open.</summary>
    private Dictionary<Place, long> OpenMapRuns()
    {
        var counts = _census.Current.OpenMapRuns.ToDictionary();
        foreach (var (place, waiting) in WaitingMapRuns?.Invoke() ?? [])
            if (counts.TryGetValue(place, out var running))
                counts[place] = Math.Max(0, running - waiting);
        return counts;
    }

    private static IEnumerable<Measurement<long>> ByPlace(IEnumerable<KeyValuePair<Place, long>> counts)
    {
        foreach (var (place, count) in counts)
            yield return new Measurement<long>(count, place.Account, place.InRegion);
    }

    private IEnumerable<Measurement<long>> ByArn(IEnumerable<KeyValuePair<string, long>> counts, string dimension)
    {
        foreach (var (arn, count) in counts)
        {
            var place = _places.Of(arn);
            yield return new Measurement<long>(count, place.Account, place.InRegion, new(dimension, arn));
        }
    }
}

/// <summary>Null: no limit.</summary>
internal readonly record struct ResourceLimits(long? OpenExecutions, long? OpenMapRuns);
