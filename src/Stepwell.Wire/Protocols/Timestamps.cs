using System.Globalization;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Protocols;

/// <summary>The forms in which points in time are sent.</summary>
internal static class Timestamps
{
    private static readonly string[] Iso8601Formats = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];
    private static readonly string[] HttpDateFormats = ["ddd, dd MMM yyyy HH:mm:ss 'GMT'", "ddd, dd MMM yyyy HH:mm:ss.FFFFFFF 'GMT'"];

    private const long MinSeconds = -62135596800;
    private const long MaxSeconds = 253402300799;

    public static bool TryFromSeconds(decimal seconds, out DateTimeOffset value)
    {
        value = default;
        if (seconds < MinSeconds || seconds > MaxSeconds) return false;
        value = DateTimeOffset.UnixEpoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return true;
    }

    public static bool TryFromSeconds(double seconds, out DateTimeOffset value)
    {
        value = default;
        return seconds >= MinSeconds && seconds <= MaxSeconds && TryFromSeconds((decimal)seconds, out value);
    }

    public static string Iso8601(DateTimeOffset value) =>
        value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    public static string HttpDate(DateTimeOffset value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>One form and no other: UTC as <c>Z</c>, seconds in digits.</summary>
    public static bool TryParseExact(string text, TimestampFormat format, out DateTimeOffset value)
    {
        value = default;
        return format switch
        {
            TimestampFormat.Iso8601 => DateTimeOffset.TryParseExact(
                text, Iso8601Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value),
            TimestampFormat.HttpDate => DateTimeOffset.TryParseExact(
                text, HttpDateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out value),
            _ => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds)
                && TryFromSeconds(seconds, out value),
        };
    }

    /// <summary>ISO 8601 with any offset, the three forms of an HTTP date, or epoch seconds in quotes.</summary>
    public static bool TryParse(string text, out DateTimeOffset value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TryFromSeconds(seconds, out value)
            : DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out value);
}
