using System.Globalization;
using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Reads ISO 8601: year, or with month, day, time to the second and its fraction, each optional; UTC unless it has an offset.</summary>
internal static partial class IsoTimestamp
{
    /// <exception cref="JsonataException">D3110: the text is something else.</exception>
    public static double Parse(string text)
    {
        if (!Shape().IsMatch(text)) throw new JsonataException("D3110", JsonValue.String(text));
        var parts = Parts().Match(text);
        if (!parts.Success) return double.NaN;
        var month = Number(parts, "month", 1);
        var day = Number(parts, "day", 1);
        var hour = Number(parts, "hour", 0);
        var minute = Number(parts, "minute", 0);
        var second = Number(parts, "second", 0);
        var millis = Number(parts, "fraction", 0, digits: 3);
        var midnight = hour == 24 && minute + second + millis == 0;
        if (month is < 1 or > 12 || day is < 1 or > 31 || (hour > 23 && !midnight)) return double.NaN;

        var offsetHours = Number(parts, "offsetHours", 0);
        if (offsetHours > 23) return double.NaN;
        var offset = (offsetHours * 60 + Number(parts, "offsetMinutes", 0)) * (parts.Groups["sign"].Value == "-" ? -1 : 1);
        return CivilTime.MillisOf(Number(parts, "year", 0), month, day, hour, minute - offset, second, millis);
    }

    private static int Number(Match parts, string name, int otherwise, int digits = int.MaxValue)
    {
        if (parts.Groups[name] is not { Success: true } group) return otherwise;
        var text = digits == int.MaxValue ? group.Value : group.Value.PadRight(digits, '0')[..digits];
        return int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(
        @"^[0-9]{4}(-[01][0-9])?(-[0-3][0-9])?(T[0-2][0-9]:[0-5][0-9]:[0-5][0-9])?(\.[0-9]+)?([+-][0-2][0-9]:?[0-5][0-9]|Z)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex Shape();

    /// <summary>Narrower: a day needs a month, a fraction and an offset need a time.</summary>
    [GeneratedRegex(
        @"^(?<year>[0-9]{4})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?)?" +
        @"(T(?<hour>[0-9]{2}):(?<minute>[0-9]{2}):(?<second>[0-9]{2})(\.(?<fraction>[0-9]+))?" +
        @"((?<sign>[+-])(?<offsetHours>[0-9]{2}):?(?<offsetMinutes>[0-9]{2}))?)?Z?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Parts();
}
