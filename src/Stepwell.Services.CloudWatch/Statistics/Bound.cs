namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>Where a trimmed statistic cuts: at a per cent of the values in their order, or at a value.</summary>
internal readonly record struct Bound(double Number, bool IsPercent)
{
    /// <summary>How many of the values lie at or below it.</summary>
    public double WeightBelow(Distribution distribution, double total)
    {
        if (IsPercent)
            return total * Number / 100;
        var below = 0d;
        for (var i = 0; i < distribution.Values.Length && distribution.Values[i] <= Number; i++)
            below += distribution.Counts[i];
        return below;
    }
}
