using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Reads times written in one picture.</summary>
internal sealed class DateReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly DateTimePicture _picture;
    private readonly Regex _pattern;

    private DateReader(DateTimePicture picture, Regex pattern) => (_picture, _pattern) = (picture, pattern);

    public static DateReader For(DateTimePicture picture)
    {
        var pattern = new StringBuilder("^");
        for (var i = 0; i < picture.Parts.Length; i++)
        {
            pattern.Append(CultureInfo.InvariantCulture, $"(?<{i + 1}>{PatternOf(picture.Parts[i])})");
        }

        const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;
        return new DateReader(picture, new Regex(pattern.Append(@"\z").ToString(), Options, Patience));
    }

    /// <summary>Null when the text does not look like the picture or the picture names nothing; NaN when the text names no time.</summary>
    public double? Read(string text, long now)
    {
        var match = Match(text);
        if (!match.Success) return null;
        var fields = new DateFields();
        for (var i = 0; i < _picture.Parts.Length; i++)
        {
            if (_picture.Parts[i] is DatePart.Marker marker) fields.Set(marker.Component, ValueOf(marker, match.Groups[i + 1].Value));
        }

        return fields.Count == 0 ? null : fields.ToMillis(now);
    }

    private Match Match(string text)
    {
        try
        {
            return _pattern.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new JsonataException("U1001");
        }
    }

    private static string PatternOf(DatePart part) => part switch
    {
        DatePart.Literal literal => Regex.Escape(literal.Text),
        DatePart.Marker { Component: 'Z' or 'z' } marker => OffsetPattern(marker),
        DatePart.Marker { Component: 'f' } => "[0-9]+",
        DatePart.Marker { Integer: { } picture } marker => picture.Pattern(marker.ReadDigits),
        DatePart.Marker marker when marker.Component == 'P' || !DateNames.Of(marker.Component).IsEmpty => "[a-zA-Z]+",
        DatePart.Marker marker => throw new JsonataException("D3133", JsonValue.String(marker.Component == '\0' ? "" : marker.Component.ToString())),
        _ => throw new InvalidOperationException(),
    };

    private static string OffsetPattern(DatePart.Marker marker) =>
        (marker.Component == 'z' ? "GMT" : "") + "[-+][0-9]+" + (Separator(marker) is { } separator ? Regex.Escape(separator) + "[0-9]+" : "");

    private static string? Separator(DatePart.Marker marker) =>
        marker.Integer is { Groups: { IsRegular: true } groups } ? groups.Separators[0].Text : null;

    /// <summary>Null for a name that is unknown; names are read with the capitals of the calendar only.</summary>
    private static double? ValueOf(DatePart.Marker marker, string text) => marker switch
    {
        { Component: 'Z' or 'z' } => OffsetMinutes(marker, marker.Component == 'z' ? text[3..] : text),
        { Component: 'f' } => double.Parse("0." + text[..Math.Min(3, text.Length)], CultureInfo.InvariantCulture) * 1000,
        { Integer: { } picture } => picture.Read(text),
        { Component: 'P' } => text switch { "am" or "AM" => 0, "pm" or "PM" => 1, _ => null },
        _ => IndexOfName(marker, text),
    };

    private static double? IndexOfName(DatePart.Marker marker, string text)
    {
        var names = DateNames.Of(marker.Component);
        for (var i = names.Length - 1; i >= 0; i--)
        {
            var width = marker.MaximumWidth is > 0 and { } limit ? Math.Min(limit, names[i].Length) : names[i].Length;
            if (text.AsSpan().SequenceEqual(names[i].AsSpan(0, width))) return i + 1;
        }

        return null;
    }

    private static double OffsetMinutes(DatePart.Marker marker, string text)
    {
        var (hours, minutes) = Separator(marker) is { } separator
            ? Split(text, text.IndexOf(separator, StringComparison.Ordinal), separator.Length)
            : text.Length <= 3 ? (text, "0") : (text[..3], text[3..]);
        return JavaScriptNumber.LeadingInteger(hours) * 60 + JavaScriptNumber.LeadingInteger(minutes);
    }

    private static (string Hours, string Minutes) Split(string text, int at, int length) => (text[..at], text[(at + length)..]);
}
