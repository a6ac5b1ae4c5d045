namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>The values of a summary in their order. Rounded values stay between the least and the greatest, which are exact.</summary>
internal sealed class Ranked(Distribution distribution, Summary summary)
{
    /// <summary>Counts are added in another order than when the summary was made, so that they may miss the total by a hair.</summary>
    private const double Hair = 1e-9;

    public double Total => summary.Count;

    public Distribution Distribution => distribution;

    public int Length => distribution.Values.Length;

    public double Value(int index) => Math.Clamp(distribution.Values[index], summary.Min, summary.Max);

    public double Count(int index) => distribution.Counts[index];

    /// <summary>The least value that so many per cent of the values do not exceed.</summary>
    public double At(double percent) => AtWeight(Total * percent / 100);

    /// <summary>The least value that lies, at least in part, above that weight.</summary>
    public double Above(double weight)
    {
        var seen = 0d;
        for (var i = 0; i < Length; i++)
        {
            seen += Count(i);
            if (seen > weight + (Hair * Total))
                return Value(i);
        }
        return summary.Max;
    }

    public double AtWeight(double weight)
    {
        var seen = 0d;
        for (var i = 0; i < Length; i++)
        {
            seen += Count(i);
            if (seen >= weight - (Hair * Total))
                return i == 0 && distribution.Level > 0 && weight <= 0 ? summary.Min : Value(i);
        }
        return summary.Max;
    }
}
