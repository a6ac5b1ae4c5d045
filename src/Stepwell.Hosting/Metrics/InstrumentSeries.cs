using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Stepwell.Hosting.Metrics;

/// <summary>An instrument and all of its series. Thread-safe.</summary>
internal sealed class InstrumentSeries(Instrument instrument)
{
    /// <summary>Beyond this many, whatever is new goes into one series that says so.</summary>
    private const int Capacity = 10_000;

    /// <remarks>OpenTelemetry specification, "Overflow attribute".</remarks>
    private static readonly KeyValuePair<string, object?>[] Overflow = [new("otel.metric.overflow", "true")];

    private readonly double[] _bounds = SeriesKinds.Of(instrument) == SeriesKind.Histogram ? SeriesKinds.BoundsOf(instrument) : [];
    private readonly bool _isAbsolute = SeriesKinds.IsAbsolute(instrument);

    /// <summary>CloudWatch tells percentiles, for which the bounds lie too far apart.</summary>
    private readonly bool _isFine =
        SeriesKinds.Of(instrument) == SeriesKind.Histogram && instrument.Meter.Name.StartsWith(CloudWatchFeed.Prefix, StringComparison.Ordinal);

    /// <summary>By tags as they come; tags in another order lead to the same series.</summary>
    private readonly ConcurrentDictionary<KeyValuePair<string, object?>[], Series> _byTags = new(TagsComparer.Instance);

    public Instrument Instrument => instrument;

    public SeriesKind Kind { get; } = SeriesKinds.Of(instrument);

    public IReadOnlyList<Series> All => [.. _byTags.Values.Distinct()];

    /// <summary>Before an observable instrument is asked: what it does not tell of any more is gone.</summary>
    public void ForgetObserved()
    {
        if (instrument.IsObservable)
            _byTags.Clear();
    }

    public void Measure(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var series = _byTags.GetAlternateLookup<ReadOnlySpan<KeyValuePair<string, object?>>>().TryGetValue(tags, out var known) ? known : Make(tags);
        if (Kind == SeriesKind.Histogram)
            series.Record(value);
        else if (_isAbsolute)
            series.Set(value);
        else
            series.Add(value);
    }

    private Series Make(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (_byTags.Count >= Capacity)
            return _byTags.GetOrAdd(Overflow, sorted => new Series(sorted, _bounds));
        var sorted = tags.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var series = _byTags.GetOrAdd(sorted, key => new Series(key, _bounds, _isFine ? new FineHistogram() : null));
        return _byTags.GetOrAdd(tags.ToArray(), series);
    }
}
