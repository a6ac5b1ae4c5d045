namespace Stepwell.Hosting.Metrics;

/// <summary>
/// The values since they were last taken, to within two per cent: 32 buckets between a power of two and the next, each as wide as the others
/// there. Thread-safe; recording costs one increment more, and memory for the powers of two that occur.
/// </summary>
internal sealed class FineHistogram
{
    private const int MantissaBits = 52;
    private const int BucketBits = 5;
    private const int Buckets = 1 << BucketBits;
    private const int ExponentBias = 1023;

    /// <summary>Powers of two that are told apart: from 2^-12 up to 2^51.</summary>
    private const int LowestExponent = -12;

    private const int Exponents = 64;

    private readonly long[]?[] _counts = new long[]?[Exponents];
    private double _sum;
    private double _min = double.PositiveInfinity;
    private double _max = double.NegativeInfinity;

    /// <param name="value">Not negative.</param>
    public void Record(double value)
    {
        var place = Math.Clamp(
            (long)(BitConverter.DoubleToUInt64Bits(value) >> (MantissaBits - BucketBits)) - ((long)(ExponentBias + LowestExponent) << BucketBits),
            0,
            (Exponents << BucketBits) - 1);
        ref var counts = ref _counts[place >> BucketBits];
        var own = Volatile.Read(ref counts) ?? Interlocked.CompareExchange(ref counts, new long[Buckets], null) ?? counts;
        Interlocked.Increment(ref own![place & (Buckets - 1)]);
        Change(ref _sum, value, static (sum, added) => sum + added);
        if (value < Volatile.Read(ref _min))
            Change(ref _min, value, Math.Min);
        if (value > Volatile.Read(ref _max))
            Change(ref _max, value, Math.Max);
    }

    /// <summary>What was recorded since the last time; null: nothing. Numbers that belong together may be one measurement apart.</summary>
    public Taken? Take()
    {
        var values = new List<KeyValuePair<double, double>>();
        for (var exponent = 0; exponent < Exponents; exponent++)
        {
            if (Volatile.Read(ref _counts[exponent]) is not { } counts)
                continue;
            for (var bucket = 0; bucket < Buckets; bucket++)
                if (Interlocked.Exchange(ref counts[bucket], 0) is > 0 and var count)
                    values.Add(new(Middle(exponent, bucket), count));
        }
        var sum = Interlocked.Exchange(ref _sum, 0);
        var min = Interlocked.Exchange(ref _min, double.PositiveInfinity);
        var max = Interlocked.Exchange(ref _max, double.NegativeInfinity);
        if (values.Count == 0)
            return null;
        // A measurement that is under way may have told its bucket and nothing else yet.
        return double.IsFinite(min) && double.IsFinite(max)
            ? new Taken(values, sum, min, max)
            : new Taken(values, sum, values[0].Key, values[^1].Key);
    }

    private static double Middle(int exponent, int bucket) =>
        exponent == 0 && bucket == 0 ? 0 : Math.ScaleB(1 + ((bucket + 0.5) / Buckets), exponent + LowestExponent);

    private static void Change(ref double number, double value, Func<double, double, double> change)
    {
        var seen = Volatile.Read(ref number);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref number, change(seen, value), seen);
            if (before.Equals(seen))
                return;
            seen = before;
        }
    }

    /// <param name="Values">The middles of buckets in ascending order, with how many values lay in each.</param>
    internal sealed record Taken(IReadOnlyList<KeyValuePair<double, double>> Values, double Sum, double Min, double Max);
}
