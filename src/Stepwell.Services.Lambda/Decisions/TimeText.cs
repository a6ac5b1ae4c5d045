using System.Globalization;

namespace Stepwell.Services.Lambda.Decisions;

/// <summary>Times as most of Lambda's answers have them.</summary>
internal static class TimeText
{
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff+0000", CultureInfo.InvariantCulture);

    /// <summary>As function URLs have them.</summary>
    public static string FormatZulu(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
}
