using System.Buffers.Text;
using System.Globalization;

namespace Stepwell.Json.Text;

/// <summary>Numbers as text.</summary>
internal static class NumberFormat
{
    /// <summary>Enough for any 64-bit integer and any double.</summary>
    public const int MaxLength = 32;

    public static int Format(long value, Span<byte> destination)
    {
        Utf8Formatter.TryFormat(value, destination, out var length);
        return length;
    }

    /// <summary>
    /// The shortest digits that read back as the same double, laid out as ECMAScript's Number::toString does (ECMA-262, 6.1.6.1.20):
    /// plain up to 21 digits before the point, exponents below 1e-6 and from 1e21 on, negative zero as 0.
    /// </summary>
    public static int Format(double value, Span<byte> destination)
    {
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15) return Format((long)value, destination);

        Span<byte> scientific = stackalloc byte[MaxLength];
        value.TryFormat(scientific, out var length, "R", CultureInfo.InvariantCulture);
        var form = DecimalForm.Of(scientific[..length]);
        return Layout(form, destination);
    }

    private static int Layout(in DecimalForm form, Span<byte> destination)
    {
        var sign = form.IsNegative ? 1 : 0;
        if (form.IsNegative) destination[0] = (byte)'-';
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(form.Mantissa, digits, out var count);
        digits = digits[..count];

        // The value is 0.d1d2d3... times ten to the power of point.
        var point = count + (int)form.Exponent;
        return sign + Layout(digits, point, destination[sign..]);
    }

    private static int Layout(ReadOnlySpan<byte> digits, int point, Span<byte> destination)
    {
        if (point is > 0 and <= 21)
        {
            if (digits.Length <= point)
            {
                digits.CopyTo(destination);
                destination[digits.Length..point].Fill((byte)'0');
                return point;
            }

            digits[..point].CopyTo(destination);
            destination[point] = (byte)'.';
            digits[point..].CopyTo(destination[(point + 1)..]);
            return digits.Length + 1;
        }

        if (point is > -6 and <= 0)
        {
            "0."u8.CopyTo(destination);
            destination[2..(2 - point)].Fill((byte)'0');
            digits.CopyTo(destination[(2 - point)..]);
            return 2 - point + digits.Length;
        }

        return LayoutWithExponent(digits, point - 1, destination);
    }

    private static int LayoutWithExponent(ReadOnlySpan<byte> digits, int exponent, Span<byte> destination)
    {
        var length = 0;
        destination[length++] = digits[0];
        if (digits.Length > 1)
        {
            destination[length++] = (byte)'.';
            digits[1..].CopyTo(destination[length..]);
            length += digits.Length - 1;
        }

        destination[length++] = (byte)'e';
        if (exponent > 0) destination[length++] = (byte)'+';
        return length + Format(exponent, destination[length..]);
    }
}
