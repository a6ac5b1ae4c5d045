namespace Stepwell.Json.Parsing;

/// <summary>The grammar of JSON numbers.</summary>
internal static class NumberScan
{
    /// <summary>Where the number that starts at <paramref name="at"/> ends; with a problem, where that is.</summary>
    public static int FindEnd(ReadOnlySpan<byte> text, int at, out string? problem)
    {
        problem = null;
        if (text[at] == '-') at++;
        var integer = at;
        at = SkipDigits(text, at);
        if (at == integer) problem = "Expected a digit";
        else if (text[integer] == '0' && at > integer + 1) problem = "A number must not start with 0";
        if (problem is not null) return integer;

        if (at < text.Length && text[at] == '.')
        {
            var fraction = at + 1;
            at = SkipDigits(text, fraction);
            if (at == fraction) problem = "Expected a digit after the decimal point";
        }

        if (problem is null && at < text.Length && text[at] is (byte)'e' or (byte)'E')
        {
            var exponent = at + 1;
            if (exponent < text.Length && text[exponent] is (byte)'+' or (byte)'-') exponent++;
            at = SkipDigits(text, exponent);
            if (at == exponent) problem = "Expected a digit in the exponent";
        }

        return at;
    }

    private static int SkipDigits(ReadOnlySpan<byte> text, int at)
    {
        while ((uint)at < (uint)text.Length && (uint)(text[at] - '0') <= 9) at++;
        return at;
    }
}
