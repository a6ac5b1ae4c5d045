using System.Globalization;

namespace Stepwell.Integrations.Tracing;

/// <summary>Hexadecimal digits of either case, and nothing else.</summary>
internal static class Hex
{
    public static bool TryParse(ReadOnlySpan<char> text, out ulong value) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
}
