namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>Statistics of the values between two bounds. A value whose occurrences a percentage cuts in two counts with the part inside.</summary>
internal static class Trim
{
    /// <returns>Null for a mean of nothing.</returns>
    public static double? Of(TrimmedKind kind, Ranked values, Bound? lower, Bound? upper)
    {
        var below = lower?.WeightBelow(values.Distribution, values.Total) ?? 0;
        var within = upper?.WeightBelow(values.Distribution, values.Total) ?? values.Total;
        if (kind == TrimmedKind.WinsorizedMean)
            return Winsorized(values, below, within);
        var (count, sum) = Inside(values, below, within);
        return kind switch
        {
            TrimmedKind.Mean => count > 0 ? sum / count : null,
            TrimmedKind.Count => count,
            TrimmedKind.Sum => sum,
            TrimmedKind.PercentileRank => 100 * count / values.Total,
            _ => throw new InvalidOperationException($"No statistic is named {kind}."),
        };
    }

    private static (double Count, double Sum) Inside(Ranked values, double below, double within)
    {
        double seen = 0, count = 0, sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            var part = Math.Max(0, Math.Min(seen + values.Count(i), within) - Math.Max(seen, below));
            seen += values.Count(i);
            count += part;
            sum += part * values.Value(i);
        }
        return (count, sum);
    }

    /// <summary>What lies outside counts as the value at its bound.</summary>
    private static double? Winsorized(Ranked values, double below, double within)
    {
        if (within <= below)
            return null;
        var (_, sum) = Inside(values, below, within);
        var lowest = below > 0 ? values.Above(below) : 0;
        return (sum + (below * lowest) + ((values.Total - within) * values.AtWeight(within))) / values.Total;
    }
}
