using System.Diagnostics;
using System.Diagnostics.Metrics;
using Stepwell.Functions;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Invocations;

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

    public LambdaMetrics(IMeterFactory? meters, Admission admission)
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
        _meter.CreateObservableGauge("UnreservedConcurrentExecutions", () => Unreserved(admission), Count, "Those of functions without a reservation.");
    }

    public void Throttled(FunctionTarget target) => _throttles.Add(1, Tags(target));

    public void Ended(FunctionTarget target, InvocationOutcome outcome)
    {
        var tags = Tags(target);
        _invocations.Add(1, tags);
        _errors.Add(outcome.Error is null ? 0 : 1, tags);
        _duration.Record(outcome.Duration.TotalMilliseconds, tags);
    }

    public void Received(FunctionTarget target) => _received.Add(1, Tags(target));

    /// <param name="age">When its invocation began.</param>
    public void Taken(FunctionTarget target, TimeSpan age) => _age.Record(age.TotalMilliseconds, Tags(target));

    public void Dropped(FunctionTarget target) => _dropped.Add(1, Tags(target));

    public void LoopStopped(FunctionTarget target) => _loopsStopped.Add(1, Tags(target));

    public void DeadLetterFailed(FunctionTarget target) => _deadLetterErrors.Add(1, Tags(target));

    public void DeliveryFailed(FunctionTarget target) => _deliveryFailures.Add(1, Tags(target));

    public void Dispose() => _meter.Dispose();

    private static TagList Tags(FunctionTarget target)
    {
        var tags = new TagList
        {
            { AccountTag, target.AccountId },
            { RegionTag, target.Region },
            { FunctionName, target.FunctionName },
            { "Resource", target.Resource },
        };
        if (target.IsAlias)
            tags.Add("ExecutedVersion", target.Spec.Version);
        return tags;
    }

    private static IEnumerable<Measurement<long>> Concurrent(Admission admission)
    {
        var functions = admission.Functions.ToList();
        foreach (var (key, count, _) in functions)
            yield return new(count, new(AccountTag, key.AccountId), new(RegionTag, key.Region), new(FunctionName, key.Name));
        foreach (var place in functions.GroupBy(function => (function.Key.AccountId, function.Key.Region)))
        {
            yield return new(
                place.Sum(function => function.Count), new(AccountTag, place.Key.AccountId), new(RegionTag, place.Key.Region));
        }
    }

    private static IEnumerable<Measurement<long>> Unreserved(Admission admission) =>
        from function in admission.Functions
        where !function.IsReserved
        group function by (function.Key.AccountId, function.Key.Region) into place
        select new Measurement<long>(
            place.Sum(function => function.Count), new(AccountTag, place.Key.AccountId), new(RegionTag, place.Key.Region));
}
