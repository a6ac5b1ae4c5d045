using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>
/// The replacement of <c>$replace</c>: <c>$1</c> is what the first group captured, <c>$0</c> the match, <c>$$</c> a dollar sign. As many digits
/// count as the number of groups has, one less if there is no group with that number. Another dollar sign is itself.
/// </summary>
internal static class ReplacementText
{
    public static string Expand(string replacement, string match, ImmutableArray<string?> groups)
    {
        var dollar = replacement.IndexOf('$', StringComparison.Ordinal);
        if (dollar < 0) return replacement;
        var text = new StringBuilder();
        var position = 0;
        while (dollar >= 0)
        {
            text.Append(replacement, position, dollar - position);
            position = dollar + 1;
            position += Append(text, replacement.AsSpan(position), match, groups);
            dollar = position < replacement.Length ? replacement.IndexOf('$', position) : -1;
        }

        return text.Append(replacement.AsSpan(position)).ToString();
    }

    /// <summary>Appends what the characters after a dollar sign stand for, and tells how many they are.</summary>
    private static int Append(StringBuilder text, ReadOnlySpan<char> rest, string match, ImmutableArray<string?> groups)
    {
        if (rest.StartsWith('$'))
        {
            text.Append('$');
            return 1;
        }

        if (rest.StartsWith('0'))
        {
            text.Append(match);
            return 1;
        }

        var digits = Math.Max(1, groups.Length).ToString(CultureInfo.InvariantCulture).Length;
        var number = Number(rest, digits);
        if (digits > 1 && number > groups.Length) number = Number(rest, digits - 1);
        if (double.IsNaN(number))
        {
            text.Append('$');
            return 0;
        }

        if (number >= 1 && number <= groups.Length) text.Append(groups[(int)number - 1]);
        return Math.Min(NumberText.Of(number).Length, rest.Length);
    }

    private static double Number(ReadOnlySpan<char> rest, int digits) =>
        JavaScriptNumber.LeadingInteger(rest[..Math.Min(digits, rest.Length)], hexadecimal: false);
}
