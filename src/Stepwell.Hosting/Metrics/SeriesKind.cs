using System.Diagnostics.Metrics;

namespace Stepwell.Hosting.Metrics;

/// <summary>What becomes of the measurements of an instrument.</summary>
internal enum SeriesKind
{
    /// <summary>They are added up, and only ever grow.</summary>
    Counter,

    /// <summary>They are added up, or the last one counts.</summary>
    Gauge,

    Histogram,
}

internal static class SeriesKinds
{
    public static SeriesKind Of(Instrument instrument) => instrument switch
    {
        Counter<long> or Counter<int> or Counter<double> => SeriesKind.Counter,
        ObservableCounter<long> or ObservableCounter<int> or ObservableCounter<double> => SeriesKind.Counter,
        Histogram<long> or Histogram<int> or Histogram<double> => SeriesKind.Histogram,
        _ => SeriesKind.Gauge,
    };

    /// <summary>Whether each measurement is the whole value.</summary>
    public static bool IsAbsolute(Instrument instrument) => instrument.IsObservable || instrument is Gauge<long> or Gauge<int> or Gauge<double>;

    /// <summary>Upper bounds of a histogram as its instrument advises.</summary>
    public static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(bound => (double)bound)],
        Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        _ => [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60],
    };
}
