using System.Globalization;

namespace Stepwell.Integrations.Tracing;

/// <summary>Names a span of a trace: 64 bits that are not all zero, as 16 hexadecimal digits.</summary>
public readonly record struct SpanId(ulong Value)
{
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out SpanId id)
    {
        id = default;
        if (text.Length != 16 || !Hex.TryParse(text, out var value) || value == 0)
            return false;
        id = new SpanId(value);
        return true;
    }
}
