using System.Globalization;

namespace Stepwell.Wire.Protocols;

/// <summary>The forms in which points in time are sent.</summary>
internal static class Timestamps
{
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

    /// <summary>ISO 8601 with any offset, the three forms of an HTTP date, or epoch seconds in quotes.</summary>
    public static bool TryParse(string text, out DateTimeOffset value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            ? TryFromSeconds(seconds, out value)
            : DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out value);
}
