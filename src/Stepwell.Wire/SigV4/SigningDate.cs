using System.Globalization;

namespace Stepwell.Wire.SigV4;

/// <summary>The compact ISO form of signatures: <c>20150830T123600Z</c>.</summary>
internal static class SigningDate
{
    private const string Format = "yyyyMMdd'T'HHmmss'Z'";

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset value) => DateTimeOffset.TryParseExact(
        text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value);

    public static string Show(DateTimeOffset value) => value.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>The compact form of the <c>Date</c> header, which clients may sign in place of <c>X-Amz-Date</c>; else empty.</summary>
    public static string FromHttpDate(string text)
    {
        if (TryParse(text, out _)) return text;
        return DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var value)
            ? Show(value)
            : "";
    }
}
