namespace Stepwell.Hosting.Metrics;

/// <summary>The measurements of an instrument with the same tags. Thread-safe; numbers that belong together may be one measurement apart.</summary>
/// <param name="tags">In the order of their names.</param>
/// <param name="bounds">Of a histogram, upper bounds in ascending order; else empty.</param>
/// <param name="fine">Where the values of a histogram are told more exactly as well; null: nowhere.</param>
internal sealed class Series(KeyValuePair<string, object?>[] tags, double[] bounds, FineHistogram? fine = null)
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private double _sum;

    public IReadOnlyList<KeyValuePair<string, object?>> Tags => tags;

    /// <summary>Of a histogram, the sum of what was recorded; else the value.</summary>
    public double Sum => Volatile.Read(ref _sum);

    public IReadOnlyList<double> Bounds => bounds;

    public FineHistogram? Fine => fine;

    public void Set(double value) => Volatile.Write(ref _sum, value);

    public void Add(double value)
    {
        var sum = Volatile.Read(ref _sum);
        while (true)
        {
            var seen = Interlocked.CompareExchange(ref _sum, sum + value, sum);
            if (seen.Equals(sum))
                return;
            sum = seen;
        }
    }

    public void Record(double value)
    {
        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
            bucket++;
        Interlocked.Increment(ref _counts[bucket]);
        Add(value);
        fine?.Record(value);
    }

    /// <summary>How many measurements were at most each bound, and last how many there were.</summary>
    public long[] Cumulative()
    {
        var cumulative = new long[_counts.Length];
        var sum = 0L;
        for (var i = 0; i < cumulative.Length; i++)
            cumulative[i] = sum += Volatile.Read(ref _counts[i]);
        return cumulative;
    }
}
