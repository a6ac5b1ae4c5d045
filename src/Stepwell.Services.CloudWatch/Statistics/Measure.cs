namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>One number that is made of a summary.</summary>
/// <remarks>CloudWatch user guide, "CloudWatch statistics definitions".</remarks>
internal abstract record Measure
{
    private Measure()
    {
    }

    /// <summary>Null where the summary does not know: nothing but simple statistics is known of statistic sets.</summary>
    public abstract double? Of(Summary summary);

    public sealed record SampleCount : Measure
    {
        public override double? Of(Summary summary) => summary.Count;
    }

    public sealed record Sum : Measure
    {
        public override double? Of(Summary summary) => summary.Sum;
    }

    public sealed record Average : Measure
    {
        public override double? Of(Summary summary) => summary.Average;
    }

    public sealed record Minimum : Measure
    {
        public override double? Of(Summary summary) => summary.Min;
    }

    public sealed record Maximum : Measure
    {
        public override double? Of(Summary summary) => summary.Max;
    }

    /// <summary>The least value that so many per cent of the values do not exceed.</summary>
    public sealed record Percentile(double Percent) : Measure
    {
        public override double? Of(Summary summary) => Known(summary)?.At(Percent);
    }

    /// <summary>Of the values between two bounds, the lower one excluded. Null: without that bound.</summary>
    public sealed record Trimmed(TrimmedKind Kind, Bound? Lower, Bound? Upper) : Measure
    {
        public override double? Of(Summary summary) => Known(summary) is { } values ? Trim.Of(Kind, values, Lower, Upper) : null;
    }

    /// <summary>Percentiles and their kin do not exist when there are negative values.</summary>
    /// <remarks>User guide, "Percentiles".</remarks>
    private static Ranked? Known(Summary summary) => summary is { Distribution: { } distribution, Min: >= 0 } ? new Ranked(distribution, summary) : null;
}

internal enum TrimmedKind
{
    Mean,
    WinsorizedMean,
    Count,
    Sum,
    PercentileRank,
}
