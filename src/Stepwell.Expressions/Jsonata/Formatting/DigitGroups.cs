using System.Collections.Immutable;
using System.Text;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>A separator with that many digits to its right.</summary>
internal readonly record struct DigitSeparator(int Position, string Text);

/// <summary>
/// Where separators stand between digits, counted from the right. When they stand at every multiple of one distance and are the same,
/// they go on to the left for as long as there are digits.
/// </summary>
internal sealed record DigitGroups(ImmutableArray<DigitSeparator> Separators, int Interval)
{
    public static DigitGroups None { get; } = new([], 0);

    /// <summary>True when the separators repeat.</summary>
    public bool IsRegular => Interval > 0;

    public static DigitGroups Of(ImmutableArray<DigitSeparator> separators)
    {
        var same = separators.All(separator => separator.Text == separators[0].Text);
        return new DigitGroups(separators, same ? RegularInterval([.. separators.Select(separator => separator.Position)]) : 0);
    }

    /// <summary>The distance of which the positions are all the first multiples; 0 when there is none.</summary>
    public static int RegularInterval(ReadOnlySpan<int> positions)
    {
        if (positions.IsEmpty) return 0;
        var interval = 0;
        foreach (var position in positions) interval = GreatestCommonDivisor(interval, position);
        for (var i = 1; i <= positions.Length; i++)
        {
            if (!positions.Contains(i * interval)) return 0;
        }

        return interval;
    }

    public string Insert(string digits)
    {
        if (IsRegular) return Join(digits, Interval, Separators[0].Text);
        for (var i = Separators.Length - 1; i >= 0; i--)
        {
            digits = InsertAt(digits, digits.Length - Separators[i].Position, Separators[i].Text);
        }

        return digits;
    }

    /// <summary>Groups of that many digits from the right on, with the separator between them.</summary>
    public static string Join(string digits, int interval, string separator)
    {
        if (digits.Length <= interval) return digits;
        var groups = (digits.Length - 1) / interval;
        var first = digits.Length - groups * interval;
        var text = new StringBuilder(digits.Length + groups * separator.Length).Append(digits, 0, first);
        for (var at = first; at < digits.Length; at += interval) text.Append(separator).Append(digits, at, interval);
        return text.ToString();
    }

    /// <summary>The digits alone. Regular groups are read with commas only, as the reference does.</summary>
    public string Remove(string text)
    {
        if (IsRegular) return text.Replace(",", "", StringComparison.Ordinal);
        foreach (var separator in Separators) text = text.Replace(separator.Text, "", StringComparison.Ordinal);
        return text;
    }

    /// <summary>A place left of the digits counts from their end (ECMA-262, substr), with nothing before the separator.</summary>
    private static string InsertAt(string digits, int position, string separator) =>
        position >= 0
            ? digits.Insert(position, separator)
            : separator + digits[Math.Max(0, digits.Length + position)..];

    private static int GreatestCommonDivisor(int left, int right)
    {
        while (right != 0) (left, right) = (right, left % right);
        return left;
    }
}
