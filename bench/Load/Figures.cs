namespace Stepwell.Bench.Load;

/// <summary>How fast something went.</summary>
/// <param name="P50">In milliseconds, as is <paramref name="P99"/>.</param>
internal sealed record Figures(double PerSecond, double P50, double P99)
{
    public static Figures Of(Generator.Sample sample) => new(sample.PerSecond, sample.Milliseconds(0.50), sample.Milliseconds(0.99));

    /// <summary>The round with the median rate.</summary>
    public static T Median<T>(IEnumerable<T> rounds, Func<T, double> rate)
    {
        var sorted = rounds.OrderBy(rate).ToList();
        return sorted[sorted.Count / 2];
    }
}
