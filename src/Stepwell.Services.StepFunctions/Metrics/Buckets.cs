using System.Diagnostics.Metrics;

namespace Stepwell.Services.StepFunctions.Metrics;

/// <summary>Bounds of what is counted in intervals and bytes, for listeners that make histograms.</summary>
internal static class Buckets
{
    /// <summary>In milliseconds: from a step to a day.</summary>
    public static InstrumentAdvice<double> Time { get; } = new()
    {
        HistogramBucketBoundaries =
        [
            1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 21_600_000, 86_400_000,
        ],
    };

    /// <summary>In bytes: from a kilobyte to a gigabyte.</summary>
    public static InstrumentAdvice<long> Memory { get; } = new()
    {
        HistogramBucketBoundaries = [1L << 10, 1L << 14, 1L << 18, 1L << 20, 1L << 22, 1L << 24, 1L << 26, 1L << 27, 1L << 28, 1L << 29, 1L << 30],
    };
}
