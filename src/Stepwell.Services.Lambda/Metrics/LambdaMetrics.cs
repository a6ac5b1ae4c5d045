using System.Diagnostics;
using System.Diagnostics.Metrics;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Invocations;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Services.Lambda.Provisioning;

namespace Stepwell.Services.Lambda.Metrics;

/// <summary>
/// The metrics of the service, in a meter of CloudWatch's namespace. Each fact is told once with all of its dimensions; whoever shows sums of
/// fewer adds them up. Thread-safe.
/// </summary>
/// <remarks>Lambda developer guide, "Types of metrics for Lambda functions".</remarks>
internal sealed class LambdaMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string Namespace = "AWS/Lambda";

    private const string AccountTag = "cloud.account.id";
    private const string RegionTag = "cloud.region";
    private const string FunctionName = "FunctionName";
    private const string Count = "Count";
    private const string Milliseconds = "Milliseconds";

    private static readonly InstrumentAdvice<double> Times = new()
    {
        HistogramBucketBoundaries =
        [
            1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000,
        ],
    };

    private readonly Meter _meter;
    private readonly Counter<long> _invocations;
    private readonly Counter<long> _errors;
    private readonly Counter<long> _throttles;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _received;
    private readonly Histogram<double> _age;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _loopsStopped;
    private readonly Counter<long> _deadLetterErrors;
    private readonly Counter<long> _deliveryFailures;
    private readonly Counter<long> _provisionedInvocations;
    private readonly Counter<long> _spilloverInvocations;

    public LambdaMetrics(IMeterFactory? meters, Admission admission, Provisioner provisioner)
    {
        _meter = meters?.Create(Namespace) ?? new Meter(Namespace);
        _invocations = _meter.CreateCounter<long>("Invocations", Count, "Invocations that ran, whether they succeeded or not.");
        _errors = _meter.CreateCounter<long>("Errors", Count, "Invocations that ended with an error of the function or of its runtime.");
        _throttles = _meter.CreateCounter<long>("Throttles", Count, "Invocations that were refused because as many ran as may.");
        _duration = _meter.CreateHistogram("Duration", Milliseconds, "How long functions took for an event.", tags: null, Times);
        _received = _meter.CreateCounter<long>("AsyncEventsReceived", Count, "Events that were queued.");
        _age = _meter.CreateHistogram("AsyncEventAge", Milliseconds, "From an event's arrival to the beginning of its invocation.", tags: null, Times);
        _dropped = _meter.CreateCounter<long>("AsyncEventsDropped", Count, "Events that were given up.");
        _loopsStopped = _meter.CreateCounter<long>(
            "RecursiveInvocationsDropped", Count, "Invocations that were refused because their function ran in a loop.");
        _deadLetterErrors = _meter.CreateCounter<long>("DeadLetterErrors", Count, "Events that could not be sent to a dead-letter target.");
        _deliveryFailures = _meter.CreateCounter<long>("DestinationDeliveryFailures", Count, "Records that could not be sent to a destination.");
        _meter.CreateObservableGauge("ConcurrentExecutions", () => Concurrent(admission), Count, "Invocations that run.");
        _meter.CreateObservableGauge("UnreservedConcurrentExecutions", () => Unreserved(admission), Count, "Those that are taken from what the account has left.");
        _provisionedInvocations = _meter.CreateCounter<long>(
            "ProvisionedConcurrencyInvocations", Count, "Invocations that ran in environments made ahead.");
        _spilloverInvocations = _meter.CreateCounter<long>(
            "ProvisionedConcurrencySpilloverInvocations", Count, "Invocations of versions with provisioned concurrency that ran in others.");
        _meter.CreateObservableGauge(
            "ProvisionedConcurrentExecutions", () => Provisioned(provisioner, state => (long)state.Busy), Count, "Environments made ahead that are busy.");
        _meter.CreateObservableGauge(
            "ProvisionedConcurrencyUtilization", () => Provisioned(provisioner, state => (double)state.Busy / state.Requested), "None",
            "Those, divided by those that were asked for.");
    }

    public void Throttled(FunctionTarget target) => _throttles.Add(1, Tags(target));

    public void Ended(FunctionTarget target, InvocationOutcome outcome)
    {
        var tags = Tags(target);
        _invocations.Add(1, tags);
        _errors.Add(outcome.Error is null ? 0 : 1, tags);
        _duration.Record(outcome.Duration.TotalMilliseconds, tags);
        if (target.ProvisionedConcurrency > 0)
            (outcome.IsProvisioned ? _provisionedInvocations : _spilloverInvocations).Add(1, tags);
    }

    public void Received(FunctionTarget target) => _received.Add(1, Tags(target));

    /// <param name="age">When its invocation began.</param>
    public void Taken(FunctionTarget target, TimeSpan age) => _age.Record(age.TotalMilliseconds, Tags(target));

    public void Dropped(FunctionTarget target) => _dropped.Add(1, Tags(target));

    public void LoopStopped(FunctionTarget target) => _loopsStopped.Add(1, Tags(target));

    public void DeadLetterFailed(FunctionTarget target) => _deadLetterErrors.Add(1, Tags(target));

    public void DeliveryFailed(FunctionTarget target) => _deliveryFailures.Add(1, Tags(target));

    public void Dispose() => _meter.Dispose();

    private static TagList Tags(FunctionTarget target) => Tags(
        new FunctionKey(target.Region, target.AccountId, target.FunctionName), target.Resource, target.IsAlias ? target.Spec.Version : null);

    /// <param name="executedVersion">Of an alias; null: the resource names it, or it is <c>$LATEST</c>.</param>
    private static TagList Tags(FunctionKey key, string resource, string? executedVersion)
    {
        var tags = new TagList
        {
            { AccountTag, key.AccountId },
            { RegionTag, key.Region },
            { FunctionName, key.Name },
            { "Resource", resource },
        };
        if (executedVersion is not null)
            tags.Add("ExecutedVersion", executedVersion);
        return tags;
    }

    private static IEnumerable<Measurement<long>> Concurrent(Admission admission)
    {
        var functions = admission.Functions.ToList();
        foreach (var (key, count) in functions)
            yield return new(count, new(AccountTag, key.AccountId), new(RegionTag, key.Region), new(FunctionName, key.Name));
        foreach (var place in functions.GroupBy(function => (function.Key.AccountId, function.Key.Region)))
        {
            yield return new(
                place.Sum(function => function.Count), new(AccountTag, place.Key.AccountId), new(RegionTag, place.Key.Region));
        }
    }

    private static IEnumerable<Measurement<long>> Unreserved(Admission admission) => admission.Unreserved.Select(
        place => new Measurement<long>(place.Count, new(AccountTag, place.AccountId), new(RegionTag, place.Region)));

    private static IEnumerable<Measurement<T>> Provisioned<T>(Provisioner provisioner, Func<ProvisionedState, T> value)
        where T : struct => provisioner.Held.Select(held => new Measurement<T>(
            value(held.State),
            Tags(held.Key, $"{held.Key.Name}:{held.Allocation.Qualifier}", held.Allocation.IsOfAlias ? held.Allocation.VersionName : null)));
}
