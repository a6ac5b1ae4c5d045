using System.Globalization;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>A repetition in braces: <c>{3}</c>, <c>{3,}</c>, <c>{3,5}</c>.</summary>
internal readonly record struct RegexBraces(int Length, int Least, int Most)
{
    /// <summary>The repetition that starts with the brace at that place, or null when it is none.</summary>
    public static RegexBraces? At(string pattern, int start)
    {
        var position = start + 1;
        if (!TryReadNumber(pattern, ref position, out var least)) return null;
        var most = least;
        if (position < pattern.Length && pattern[position] == ',')
        {
            position++;
            if (!TryReadNumber(pattern, ref position, out most)) most = int.MaxValue;
        }

        return position < pattern.Length && pattern[position] == '}' ? new RegexBraces(position + 1 - start, least, most) : null;
    }

    private static bool TryReadNumber(string pattern, ref int position, out int number)
    {
        var start = position;
        while (position < pattern.Length && char.IsAsciiDigit(pattern[position])) position++;
        number = int.MaxValue;
        if (position == start) return false;
        if (int.TryParse(pattern.AsSpan(start, position - start), NumberStyles.None, CultureInfo.InvariantCulture, out var fits)) number = fits;
        return true;
    }
}
