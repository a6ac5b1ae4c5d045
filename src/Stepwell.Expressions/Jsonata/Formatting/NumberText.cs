using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Numbers as text the way ECMAScript writes them, and text as numbers the way <c>$number</c> reads it.</summary>
internal static partial class NumberText
{
    /// <summary>From here on ECMAScript's toFixed writes an exponent.</summary>
    private const double FirstWithExponent = 1e21;

    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";

    /// <summary>From here on doubles have gaps between whole numbers.</summary>
    private const double FirstInexact = 9007199254740992;

    /// <summary>The shortest decimal notation that reads back as the same number (ECMA-262, Number::toString).</summary>
    public static string Of(double value)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15) return ((long)value).ToString(CultureInfo.InvariantCulture);
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0 ? "Infinity" : "-Infinity";

        var (digits, exponent) = Shortest(Math.Abs(value).ToString("R", CultureInfo.InvariantCulture));
        return (value < 0 ? "-" : "") + Layout(digits, exponent);
    }

    /// <summary>
    /// The number with 15 significant digits at most, halves away from zero: what <c>$string</c> shows of one that is not whole.
    /// </summary>
    public static double Rounded(double value)
    {
        if (value == Math.Truncate(value) || !double.IsFinite(value)) return value;
        // .NET rounds an exact half to the even digit; the neighbour that is farther from zero takes the other way.
        var exact = value.ToString("E40", CultureInfo.InvariantCulture);
        var dropped = exact.AsSpan(exact.IndexOf('.', StringComparison.Ordinal) + 15, 26);
        if (dropped[0] == '5' && !dropped[1..].ContainsAnyExcept('0')) value = value > 0 ? Math.BitIncrement(value) : Math.BitDecrement(value);
        return double.Parse(value.ToString("E14", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A number that is not negative with that many decimal places, halves upwards; from 1e21 on as <see cref="Of"/> (ECMA-262, toFixed).
    /// </summary>
    public static string Fixed(double value, int places)
    {
        if (value >= FirstWithExponent || !double.IsFinite(value)) return Of(value);
        var exact = value.ToString(string.Create(CultureInfo.InvariantCulture, $"F{places + 60}"), CultureInfo.InvariantCulture);
        var digits = exact[..^60].ToCharArray();
        var carry = exact[^60] >= '5';
        for (var i = digits.Length - 1; carry && i >= 0; i--)
        {
            if (digits[i] == '.') continue;
            carry = digits[i] == '9';
            digits[i] = carry ? '0' : (char)(digits[i] + 1);
        }

        return (carry ? "1" : "") + new string(digits).TrimEnd('.');
    }

    /// <summary>The notation of the <see cref="Rounded"/> number.</summary>
    public static string OfRounded(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        // Nearly always: few digits already, and in the range where both notations are the same.
        var isPlain = shortest.Length <= 16 && value != 0 && Math.Abs(value) is >= 1e-4 and < 1e15;
        return isPlain && !shortest.Contains('E', StringComparison.Ordinal) ? shortest : Of(Rounded(value));
    }

    /// <summary>The whole number nearest to the value in a base from 2 to 36; digits beyond the precision of doubles are zeros.</summary>
    /// <exception cref="JsonataException">D3100 for another base.</exception>
    public static string InBase(double value, double radix)
    {
        var whole = JavaScriptNumber.Round(value);
        radix = JavaScriptNumber.Round(radix);
        if (radix is not (>= 2 and <= 36)) throw new JsonataException("D3100", JsonValue.Number(radix));
        if (radix == 10 || !double.IsFinite(whole)) return Of(whole);

        var digits = new StringBuilder();
        var rest = Math.Abs(whole);
        for (; rest / radix >= FirstInexact; rest /= radix) digits.Insert(0, '0');
        do
        {
            var digit = rest % radix;
            digits.Insert(0, Digits[(int)digit]);
            rest = (rest - digit) / radix;
        }
        while (rest > 0);
        return whole < 0 ? digits.Insert(0, '-').ToString() : digits.ToString();
    }

    /// <summary>
    /// Reads what <c>$number</c> accepts: a JSON number, leading zeros allowed, or whole digits after 0x, 0o or 0b. False for anything else
    /// and beyond the range of doubles.
    /// </summary>
    public static bool TryParse(string text, out double value)
    {
        if (Decimal().IsMatch(text))
        {
            value = double.Parse(text, CultureInfo.InvariantCulture);
            return double.IsFinite(value);
        }

        value = 0;
        if (!Prefixed().IsMatch(text)) return false;
        var radix = (text[1] | 0x20) switch { 'x' => 16, 'o' => 8, _ => 2 };
        foreach (var digit in text.AsSpan(2)) value = value * radix + JavaScriptNumber.HexValue(digit);
        return double.IsFinite(value);
    }

    /// <summary>The significant digits of a written number, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Shortest(string number)
    {
        var end = number.IndexOf('E', StringComparison.Ordinal);
        var exponent = end < 0 ? 0 : int.Parse(number.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = end < 0 ? number : number[..end];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), exponent - (digits.Length - significant.Length));
    }

    /// <summary>Places the point: plain notation from 1e-7 (excluded) to 1e21 (excluded).</summary>
    private static string Layout(string digits, int exponent)
    {
        var point = exponent + 1;
        if (point > 21 || point < -5)
        {
            var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits.AsSpan(1)}";
            return string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent)}");
        }

        if (point <= 0) return "0." + new string('0', -point) + digits;
        return point >= digits.Length ? digits.PadRight(point, '0') : $"{digits.AsSpan(0, point)}.{digits.AsSpan(point)}";
    }

    [GeneratedRegex(@"^-?[0-9]+(\.[0-9]+)?([Ee][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();

    [GeneratedRegex(@"^0([xX][0-9A-Fa-f]+|[oO][0-7]+|[bB][01]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Prefixed();
}
