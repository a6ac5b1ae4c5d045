namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>What is kept of the values of one interval. Immutable.</summary>
/// <param name="Distribution">Null when the values themselves have not been told, so that nothing is known between minimum and maximum.</param>
internal sealed record Summary(double Count, double Sum, double Min, double Max, Distribution? Distribution)
{
    public double Average => Sum / Count;

    public static Summary Of(double value, double count = 1) => new(count, value * count, value, value, Distribution.Of(value, count));

    /// <param name="weighted">At least one value with how often it occurred.</param>
    public static Summary Of(IReadOnlyList<KeyValuePair<double, double>> weighted) => new(
        weighted.Sum(pair => pair.Value),
        weighted.Sum(pair => pair.Key * pair.Value),
        weighted.Min(pair => pair.Key),
        weighted.Max(pair => pair.Key),
        Distribution.Of(weighted));

    /// <summary>A statistic set as clients send it. Its values are known only when they must all be the same.</summary>
    /// <remarks>API reference, GetMetricStatistics, "Percentiles": the sample count is 1, or minimum and maximum are equal.</remarks>
    public static Summary OfSet(double count, double sum, double min, double max) =>
        new(count, sum, min, max, min.Equals(max) ? Distribution.Of(min, count) : null);

    public Summary Merge(Summary other) => new(
        Count + other.Count,
        Sum + other.Sum,
        Math.Min(Min, other.Min),
        Math.Max(Max, other.Max),
        Distribution is null || other.Distribution is null ? null : Distribution.Merge(other.Distribution));
}
