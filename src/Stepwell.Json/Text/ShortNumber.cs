namespace Stepwell.Json.Text;

/// <summary>Numbers of few digits without exponent: two integers that a double holds exactly, divided, give the nearest double.</summary>
internal static class ShortNumber
{
    /// <summary>So many digits stay below 2^53.</summary>
    private const int MaxLength = 15;

    private static ReadOnlySpan<double> PowersOfTen => [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14];

    /// <summary>False for a number that is not of that kind.</summary>
    /// <param name="number">As JSON writes it.</param>
    public static bool TryRead(ReadOnlySpan<byte> number, out double value)
    {
        value = 0;
        if (number.Length > MaxLength) return false;
        var isNegative = number[0] == '-';
        var point = number.Length - 1;
        long digits = 0;
        for (var i = isNegative ? 1 : 0; i < number.Length; i++)
        {
            var digit = number[i] - '0';
            if (number[i] == '.') point = i;
            else if (digit is < 0 or > 9) return false;
            else digits = (digits * 10) + digit;
        }

        value = digits / PowersOfTen[number.Length - 1 - point];
        if (isNegative) value = -value;
        return true;
    }
}
