using System.Globalization;

namespace Stepwell.Integrations.Tracing;

/// <summary>Names a trace: 128 bits that are not all zero, as 32 hexadecimal digits.</summary>
public readonly record struct TraceId(ulong High, ulong Low)
{
    private const int Digits = 32;

    /// <summary>As W3C and OpenTelemetry write it.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");

    /// <summary>As X-Ray writes it: version 1, 8 digits of time, 24 others.</summary>
    public string ToAmazonText() =>
        string.Create(CultureInfo.InvariantCulture, $"1-{(uint)(High >> 32):x8}-{(uint)High:x8}{Low:x16}");

    public static bool TryParse(ReadOnlySpan<char> text, out TraceId id)
    {
        id = default;
        if (text.Length != Digits || !Hex.TryParse(text[..16], out var high) || !Hex.TryParse(text[16..], out var low) || (high | low) == 0)
            return false;
        id = new TraceId(high, low);
        return true;
    }

    /// <remarks>X-Ray developer guide, "Trace ID format": services also pass on W3C ids in this form.</remarks>
    public static bool TryParseAmazon(ReadOnlySpan<char> text, out TraceId id)
    {
        id = default;
        if (text.Length != "1-01234567-0123456789abcdef01234567".Length || !text.StartsWith("1-", StringComparison.Ordinal) || text[10] != '-')
            return false;
        Span<char> digits = stackalloc char[Digits];
        text[2..10].CopyTo(digits);
        text[11..].CopyTo(digits[8..]);
        return TryParse(digits, out id);
    }
}
