namespace Stepwell.Json.Text;

/// <summary>
/// A number by value: sign, significant digits and a power of ten, so that 1, 1.0 and 10e-1 are the same. Zero has no sign.
/// The mantissa holds the first 19 significant digits; longer numbers are told apart by <see cref="Digits"/> and their text.
/// </summary>
internal readonly record struct DecimalForm(bool IsNegative, ulong Mantissa, long Exponent, int Digits)
{
    private const int MaxDigits = 19;
    private const long MaxExponent = 1_000_000_000_000_000_000;

    public bool IsExact => Digits <= MaxDigits;

    public static DecimalForm Of(ReadOnlySpan<byte> number)
    {
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        var exponent = exponentAt < 0 ? 0 : ReadExponent(number[(exponentAt + 1)..]);
        var digits = SignificantDigits(exponentAt < 0 ? number : number[..exponentAt], out var scale);

        ulong mantissa = 0;
        var count = 0;
        foreach (var b in digits)
        {
            if (b == '.') continue;
            if (count++ < MaxDigits) mantissa = (mantissa * 10) + (ulong)(b - '0');
        }

        return count == 0 ? default : new DecimalForm(number[0] == '-', mantissa, exponent + scale, count);
    }

    /// <summary>Whether two texts are the same number.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        if (left.SequenceEqual(right)) return true;
        var form = Of(left);
        return form == Of(right) && (form.IsExact || SameDigits(left, right));
    }

    public bool TryGetInt64(out long value)
    {
        value = 0;
        if (!IsExact || Exponent is < 0 or > 18) return Digits == 0;
        var magnitude = (UInt128)Mantissa;
        for (var i = 0; i < Exponent; i++) magnitude *= 10;
        var limit = (UInt128)long.MaxValue + (IsNegative ? 1u : 0u);
        if (magnitude > limit) return false;
        value = IsNegative ? unchecked(-(long)magnitude) : (long)magnitude;
        return true;
    }

    private static bool SameDigits(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        left = SignificantDigits(Significand(left), out _);
        right = SignificantDigits(Significand(right), out _);
        while (!left.IsEmpty && !right.IsEmpty)
        {
            if (left[0] == '.') left = left[1..];
            if (right[0] == '.') right = right[1..];
            if (left[0] != right[0]) return false;
            left = left[1..];
            right = right[1..];
        }

        return left.IsEmpty && right.IsEmpty;
    }

    private static ReadOnlySpan<byte> Significand(ReadOnlySpan<byte> number)
    {
        var exponentAt = number.IndexOfAny((byte)'e', (byte)'E');
        return exponentAt < 0 ? number : number[..exponentAt];
    }

    /// <summary>
    /// From the first to the last digit that is not zero, a point possibly between. A one in the last place is worth ten to the power of
    /// <paramref name="scale"/>.
    /// </summary>
    private static ReadOnlySpan<byte> SignificantDigits(ReadOnlySpan<byte> significand, out int scale)
    {
        var point = significand.IndexOf((byte)'.');
        var last = significand.LastIndexOfAnyExcept((byte)'0', (byte)'.', (byte)'-');
        var first = significand.IndexOfAnyExcept((byte)'0', (byte)'.', (byte)'-');
        if (point < 0) point = significand.Length;
        scale = last < point ? point - 1 - last : point - last;
        return first < 0 ? [] : significand[first..(last + 1)];
    }

    private static long ReadExponent(ReadOnlySpan<byte> text)
    {
        var negative = text[0] == '-';
        if (text[0] is (byte)'-' or (byte)'+') text = text[1..];
        long value = 0;
        foreach (var b in text) value = Math.Min((value * 10) + (b - '0'), MaxExponent / 10);
        return negative ? -value : value;
    }
}
