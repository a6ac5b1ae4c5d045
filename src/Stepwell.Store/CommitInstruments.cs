using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Stepwell.Store;

/// <summary>What the writer thread tells of its commits, in the meter <c>Stepwell.Store</c>.</summary>
internal sealed class CommitInstruments : IDisposable
{
    private readonly Meter _meter;
    private readonly Histogram<double> _duration;
    private readonly Histogram<int> _batches;
    private readonly Counter<long> _failures;

    public CommitInstruments(IMeterFactory? meters)
    {
        const string Name = "Stepwell.Store";
        _meter = meters?.Create(new MeterOptions(Name)) ?? new Meter(Name);
        _duration = _meter.CreateHistogram(
            "stepwell.store.commit.duration",
            "s",
            "From the start of a transaction until it is on disk.",
            tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 5] });
        _batches = _meter.CreateHistogram(
            "stepwell.store.commit.batches",
            "{batch}",
            "Batches of partitions that one transaction made durable.",
            tags: null,
            new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });
        _failures = _meter.CreateCounter<long>("stepwell.store.commit.failures", "{commit}", "Transactions that failed.");
    }

    /// <summary>To be handed to <see cref="Committed"/>.</summary>
    public static long Begin() => Stopwatch.GetTimestamp();

    public void Committed(long begun, int batches)
    {
        _duration.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        _batches.Record(batches);
    }

    public void Failed() => _failures.Add(1);

    public void Dispose() => _meter.Dispose();
}
