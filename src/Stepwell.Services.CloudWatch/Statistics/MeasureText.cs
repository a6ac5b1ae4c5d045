using System.Globalization;

namespace Stepwell.Services.CloudWatch.Statistics;

/// <summary>The names of statistics: <c>Sum</c>, <c>p99.9</c>, <c>tm90</c>, <c>TM(10%:90%)</c>, <c>PR(:300)</c>.</summary>
/// <remarks>CloudWatch user guide, "CloudWatch statistics definitions".</remarks>
internal static class MeasureText
{
    private const int MaxDecimals = 10;

    private static readonly Measure InterquartileMean = new Measure.Trimmed(TrimmedKind.Mean, new Bound(25, IsPercent: true), new Bound(75, IsPercent: true));

    /// <summary>One of the five that need no distribution.</summary>
    public static Measure? ParseSimple(string text) => text switch
    {
        "SampleCount" => new Measure.SampleCount(),
        "Sum" => new Measure.Sum(),
        "Average" => new Measure.Average(),
        "Minimum" => new Measure.Minimum(),
        "Maximum" => new Measure.Maximum(),
        _ => null,
    };

    /// <summary>Percentiles, trimmed statistics and their kin; null: there is none of that name.</summary>
    public static Measure? ParseExtended(string text)
    {
        if (text.Equals("IQM", StringComparison.OrdinalIgnoreCase))
            return InterquartileMean;
        if (text.Length > 1 && text[0] is 'p' or 'P' && Percent(text.AsSpan(1)) is { } percent)
            return new Measure.Percentile(percent);
        if (text.Length < 3 || KindOf(text[..2]) is not { } kind)
            return null;
        if (text[2] == '(' && text[^1] == ')')
            return Between(kind, text[3..^1]);
        return kind != TrimmedKind.PercentileRank && Percent(text.AsSpan(2)) is { } upper
            ? new Measure.Trimmed(kind, Lower: null, new Bound(upper, IsPercent: true))
            : null;
    }

    public static Measure? Parse(string text) => ParseSimple(text) ?? ParseExtended(text);

    private static TrimmedKind? KindOf(string name) => name.ToUpperInvariant() switch
    {
        "TM" => TrimmedKind.Mean,
        "WM" => TrimmedKind.WinsorizedMean,
        "TC" => TrimmedKind.Count,
        "TS" => TrimmedKind.Sum,
        "PR" => TrimmedKind.PercentileRank,
        _ => null,
    };

    /// <summary>Both bounds are per cent, or both are values; one of them may be left out.</summary>
    private static Measure.Trimmed? Between(TrimmedKind kind, string bounds)
    {
        var colon = bounds.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0 || !TryBound(bounds[..colon], out var lower) || !TryBound(bounds[(colon + 1)..], out var upper) || (lower ?? upper) is null)
            return null;
        if (lower is { } low && upper is { } high && (low.IsPercent != high.IsPercent || low.Number >= high.Number))
            return null;
        var isPercent = (lower ?? upper)!.Value.IsPercent;
        return isPercent && kind == TrimmedKind.PercentileRank ? null : new Measure.Trimmed(kind, lower, upper);
    }

    private static bool TryBound(string text, out Bound? bound)
    {
        bound = null;
        text = text.Trim();
        if (text.Length == 0)
            return true;
        var isPercent = text[^1] == '%';
        if (isPercent ? Percent(text.AsSpan(0, text.Length - 1)) is not { } number : !Number(text, out number))
            return false;
        bound = new Bound(number, isPercent);
        return true;
    }

    private static double? Percent(ReadOnlySpan<char> text) => Number(text, out var percent) && percent is >= 0 and <= 100 ? percent : null;

    private static bool Number(ReadOnlySpan<char> text, out double number)
    {
        var point = text.IndexOf('.');
        number = 0;
        return (point < 0 || text.Length - point - 1 <= MaxDecimals)
            && double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }
}
