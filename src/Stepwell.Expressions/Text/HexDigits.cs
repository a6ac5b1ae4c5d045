using System.Globalization;

namespace Stepwell.Expressions.Text;

internal static class HexDigits
{
    /// <summary>The number that all of these digits are, at most four. For .NET alone it may end in U+0000.</summary>
    public static bool TryParse(ReadOnlySpan<char> digits, out ushort value)
    {
        value = 0;
        return digits is [.., not '\0'] && ushort.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);
    }
}
