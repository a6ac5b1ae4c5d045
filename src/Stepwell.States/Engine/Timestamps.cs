using System.Globalization;
using System.Text.RegularExpressions;

namespace Stepwell.States.Engine;

/// <summary>
/// Timestamps of the language: RFC 3339 with an upper-case T and, unless there is a numeric offset, an upper-case Z (states-language.net, "Timestamps").
/// </summary>
public static partial class Timestamps
{
    public static bool TryParse(string text, out DateTimeOffset timestamp)
    {
        timestamp = default;
        var match = Shape().Match(text);
        if (!match.Success)
            return false;
        // More digits than a tick holds are cut, as Java's nanoseconds would be beyond milliseconds.
        var fraction = match.Groups["fraction"].ValueSpan;
        var trimmed = fraction.Length > 8 ? string.Concat(text.AsSpan(0, 19), fraction[..8], match.Groups["zone"].ValueSpan) : text;
        return DateTimeOffset.TryParse(trimmed, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out timestamp);
    }

    /// <summary>
    /// The end of the millisecond that the time falls in, in UTC: decisions count whole milliseconds, and a timer between two would come before its time.
    /// </summary>
    public static DateTimeOffset RoundUp(DateTimeOffset time)
    {
        var excess = time.UtcTicks % TimeSpan.TicksPerMillisecond;
        return excess == 0 ? time.ToUniversalTime() : time.ToUniversalTime().AddTicks(TimeSpan.TicksPerMillisecond - excess);
    }

    /// <summary>Milliseconds and Z, as the context object shows times.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?<fraction>\.[0-9]+)?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
