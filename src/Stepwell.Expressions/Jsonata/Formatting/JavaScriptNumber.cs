using System.Globalization;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Rules of ECMAScript for numbers that the functions of JSONata inherit: rounding, reading of leading digits.</summary>
internal static class JavaScriptNumber
{
    /// <summary>
    /// Rounds to that many decimal places, halves to the even neighbour, on the decimal notation of the number rather than on its
    /// binary value: 4.525 is a half. A negative precision rounds to tens, hundreds and so on; one that is not whole gives NaN.
    /// </summary>
    public static double Round(double value, double precision = 0)
    {
        if (precision == 0) return Positive(Math.Round(value, MidpointRounding.ToEven));
        if (precision != Math.Truncate(precision) || !double.IsFinite(value)) return double.NaN;
        return Positive(Shift(Math.Round(Shift(value, precision), MidpointRounding.ToEven), -precision));
    }

    /// <summary>The number that the text starts with, after white space: a sign and digits, or hexadecimal digits after 0x; else NaN.</summary>
    public static double LeadingInteger(ReadOnlySpan<char> text, bool hexadecimal = true)
    {
        text = text.TrimStart();
        var negative = text.StartsWith('-');
        if (negative || text.StartsWith('+')) text = text[1..];
        if (hexadecimal && text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)) return Signed(LeadingHexadecimal(text[2..]), negative);
        var length = text.IndexOfAnyExceptInRange('0', '9');
        if (length < 0) length = text.Length;
        return length == 0 ? double.NaN : Signed(double.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture), negative);
    }

    private static double LeadingHexadecimal(ReadOnlySpan<char> digits)
    {
        var length = 0;
        var value = 0d;
        for (; length < digits.Length && char.IsAsciiHexDigit(digits[length]); length++) value = value * 16 + HexValue(digits[length]);
        return length == 0 ? double.NaN : value;
    }

    /// <summary>The value of a digit or letter in bases up to 36.</summary>
    public static int HexValue(char digit) => char.IsAsciiDigit(digit) ? digit - '0' : (digit | 0x20) - 'a' + 10;

    /// <summary>Moves the decimal point in the written number, so that no binary error comes in. What is no number, or none any more, gives NaN.</summary>
    private static double Shift(double value, double places)
    {
        if (!double.IsFinite(value)) return double.NaN;
        var text = NumberText.Of(value);
        var at = text.IndexOf('e', StringComparison.Ordinal);
        var exponent = at < 0 ? 0 : int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var shifted = Math.Clamp(exponent + places, -9999, 9999);
        var mantissa = at < 0 ? text : text[..at];
        return double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{shifted}"), CultureInfo.InvariantCulture);
    }

    private static double Signed(double value, bool negative) => negative ? -value : value;

    private static double Positive(double value) => value == 0 ? 0 : value;
}
