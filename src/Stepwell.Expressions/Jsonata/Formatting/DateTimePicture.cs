using System.Collections.Immutable;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>
/// How a time is written: the picture of XPath's <c>fn:format-dateTime</c> (XPath and XQuery Functions 3.1, 9.8.4) with two more
/// components of JSONata: X, the year that the week belongs to, and x, the month that the week belongs to.
/// </summary>
internal sealed record DateTimePicture(ImmutableArray<DatePart> Parts)
{
    private const string Iso8601 = "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01].[f001][Z01:01t]";

    private static readonly PictureCache<DateTimePicture> Cache = new(DatePictureParser.Parse);
    private static readonly PictureCache<DateReader> Readers = new(picture => DateReader.For(Cache.Get(picture)));

    /// <summary>The time in the picture, ISO 8601 when there is none.</summary>
    /// <param name="millis">Milliseconds since 1970.</param>
    /// <param name="timezone">Offset from UTC as hours and minutes: <c>+0530</c>. UTC when null.</param>
    /// <exception cref="JsonataException">D3132, D3135: the picture is malformed. D3133, D3134: it asks for what a component has not.</exception>
    public static string Format(double millis, string? picture, string? timezone, Evaluator evaluator)
    {
        var parsed = Cache.Get(picture ?? Iso8601);
        return new DateWriter(timezone is null ? 0 : JavaScriptNumber.LeadingInteger(timezone), evaluator).Write(parsed, millis);
    }

    /// <summary>
    /// Milliseconds since 1970 of a time written in the picture, ISO 8601 when there is none. Larger units that the picture lacks are
    /// those of <paramref name="now"/>, smaller ones zero. Null when the text does not look like the picture; NaN when it names no time.
    /// </summary>
    /// <exception cref="JsonataException">D3110: not ISO 8601. D3136: the picture lacks a unit between others. Others as in Format.</exception>
    public static double? Parse(string timestamp, string? picture, DateTimeOffset now) =>
        picture is null ? IsoTimestamp.Parse(timestamp) : Readers.Get(picture).Read(timestamp, now.ToUnixTimeMilliseconds());
}
