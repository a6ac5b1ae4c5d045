namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>
/// Which values there were and how often, in ascending order of values. Exact up to a number of different values; beyond that values are rounded
/// to buckets of a relative width of two per cent, and wider ones when even those would be too many. Immutable.
/// </summary>
/// <param name="level">0: exact. Else the width of buckets: each level doubles it.</param>
internal sealed class Distribution(int level, double[] values, double[] counts)
{
    /// <summary>More different values than this are rounded.</summary>
    public const int MaxExact = 128;

    /// <summary>More buckets than this are made wider.</summary>
    public const int MaxBuckets = 1_024;

    private const double NarrowestRatio = 1.02;

    public int Level => level;

    public ReadOnlySpan<double> Values => values;

    public ReadOnlySpan<double> Counts => counts;

    public static Distribution Of(double value, double count) => new(0, [value], [count]);

    /// <param name="weighted">Values with how often each occurred, in any order; a value may stand there again.</param>
    public static Distribution Of(IEnumerable<KeyValuePair<double, double>> weighted) => Collect(0, weighted.OrderBy(pair => pair.Key));

    public Distribution Merge(Distribution other)
    {
        var coarser = Math.Max(level, other.Level);
        return Collect(coarser, Pairs(coarser).Concat(other.Pairs(coarser)).OrderBy(pair => pair.Key));
    }

    /// <summary>Distinguishes the buckets of a level: the values of bucket n lie around <see cref="ValueOf"/>.</summary>
    public static int BucketOf(double value, int level) => (int)Math.Ceiling(Math.Log(Math.Abs(value)) / LogRatio(level));

    /// <summary>The value, without its sign, that stands for all in a bucket: none is farther from it than half the bucket's relative width.</summary>
    public static double ValueOf(int bucket, int level)
    {
        var log = LogRatio(level);
        return 2 * Math.Exp(bucket * log) / (Math.Exp(log) + 1);
    }

    private static double LogRatio(int level) => Math.Log(NarrowestRatio) * Math.ScaleB(1, level - 1);

    private IEnumerable<KeyValuePair<double, double>> Pairs(int atLevel)
    {
        for (var i = 0; i < values.Length; i++)
            yield return new(level == atLevel ? values[i] : Rounded(values[i], atLevel), counts[i]);
    }

    private static Distribution Collect(int level, IEnumerable<KeyValuePair<double, double>> ascending)
    {
        List<double> values = [], counts = [];
        foreach (var (value, count) in ascending)
        {
            if (values.Count > 0 && values[^1].Equals(value))
            {
                counts[^1] += count;
                continue;
            }
            values.Add(value);
            counts.Add(count);
        }
        var distribution = new Distribution(level, [.. values], [.. counts]);
        return values.Count <= (level == 0 ? MaxExact : MaxBuckets) ? distribution : Collect(level + 1, distribution.Pairs(level + 1));
    }

    /// <summary>Rounding keeps the order.</summary>
    private static double Rounded(double value, int level) => value == 0 ? 0 : Math.CopySign(ValueOf(BucketOf(value, level), level), value);
}
