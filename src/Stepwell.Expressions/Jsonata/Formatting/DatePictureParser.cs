using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Reads date pictures: literal text with doubled brackets for brackets, and markers like <c>[MNn,3-3]</c>.</summary>
internal static partial class DatePictureParser
{
    private const string Integers = "YMDdFWwXxHhmsf";

    public static DateTimePicture Parse(string picture)
    {
        var parts = ImmutableArray.CreateBuilder<DatePart>();
        var start = 0;
        var position = 0;
        while (position < picture.Length)
        {
            if (picture[position] != '[')
            {
                position++;
                continue;
            }

            AddLiteral(parts, picture[start..position]);
            if (position + 1 < picture.Length && picture[position + 1] == '[')
            {
                parts.Add(new DatePart.Literal("["));
                start = position += 2;
                continue;
            }

            var end = picture.IndexOf(']', position);
            if (end < 0) throw new JsonataException("D3135");
            Add(parts, ParseMarker(WhiteSpace().Replace(picture[(position + 1)..end], "")));
            start = position = end + 1;
        }

        AddLiteral(parts, picture[start..]);
        return new DateTimePicture(parts.ToImmutable());
    }

    private static void AddLiteral(ImmutableArray<DatePart>.Builder parts, string text)
    {
        if (text.Length > 0) parts.Add(new DatePart.Literal(text.Replace("]]", "]", StringComparison.Ordinal)));
    }

    /// <summary>Digits that directly follow digits need the width of the first to be known.</summary>
    private static void Add(ImmutableArray<DatePart>.Builder parts, DatePart.Marker marker)
    {
        if (IsInteger(marker) && parts.Count > 0 && parts[^1] is DatePart.Marker { Integer: { } previous } before)
        {
            parts[^1] = before with { ReadDigits = previous.MandatoryDigits };
        }

        parts.Add(marker);
    }

    private static bool IsInteger(DatePart.Marker marker) =>
        marker.Integer is not null && Integers.Contains(marker.Component, StringComparison.Ordinal);

    private static DatePart.Marker ParseMarker(string text)
    {
        var component = text.Length > 0 ? text[0] : '\0';
        var comma = text.LastIndexOf(',');
        var (minimum, maximum) = comma < 0 ? (null, null) : ParseWidth(text[(comma + 1)..]);
        var presentation = comma < 0 ? text[Math.Min(1, text.Length)..] : comma == 0 ? "," : text[1..comma];
        var modifier = presentation.Length > 1 && presentation[^1] is 'a' or 't' or 'c' or 'o' ? presentation[^1] : '\0';
        if (presentation.Length <= 1) modifier = '\0';
        var primary = modifier == '\0' ? presentation : presentation[..^1];
        if (primary.Length == 0) primary = Default(component) ?? throw Unknown(component);

        var marker = new DatePart.Marker(component) { MaximumWidth = maximum, ShowsZeroOffsetAsZ = modifier == 't' };
        if (primary[0] is 'n' or 'N') marker = marker with { Names = NamesOf(primary) };
        else if (Integers.Contains(component, StringComparison.Ordinal)) marker = WithInteger(marker, primary, modifier, minimum);
        return component is 'Z' or 'z' ? marker with { Integer = IntegerPicture.Analyse(primary) } : marker;
    }

    private static DatePart.Marker WithInteger(DatePart.Marker marker, string primary, char modifier, int? minimum)
    {
        var picture = IntegerPicture.Analyse(modifier == '\0' ? primary : $"{primary};{modifier}");
        if (picture.Notation == IntegerNotation.Digits && minimum > picture.MandatoryDigits)
        {
            picture = picture with { MandatoryDigits = minimum.Value };
        }

        if (marker.Component != 'Y') return marker with { Integer = picture };
        if (marker.MaximumWidth is { } width)
        {
            return marker with { Integer = picture with { MandatoryDigits = width }, YearDigits = width };
        }

        var digits = picture.MandatoryDigits + picture.OptionalDigits;
        return marker with { Integer = picture, YearDigits = digits >= 2 ? digits : -1 };
    }

    private static (int? Minimum, int? Maximum) ParseWidth(string text)
    {
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (Width(text), null) : (Width(text[..dash]), Width(text[(dash + 1)..]));
    }

    /// <summary>Wider than any name or number makes no difference but for padding, which is bounded here.</summary>
    private static int? Width(string text)
    {
        var width = JavaScriptNumber.LeadingInteger(text);
        return double.IsNaN(width) ? null : (int)Math.Clamp(width, 0, 10_000);
    }

    private static NameCase NamesOf(string primary) => primary[0] == 'n'
        ? NameCase.Lower
        : primary.Length > 1 && primary[1] == 'n' ? NameCase.Title : NameCase.Upper;

    private static string? Default(char component) => component switch
    {
        'Y' or 'M' or 'D' or 'd' or 'W' or 'w' or 'X' or 'x' or 'H' or 'h' or 'f' => "1",
        'F' or 'P' or 'C' or 'E' => "n",
        'm' or 's' => "01",
        'Z' or 'z' => "01:01",
        _ => null,
    };

    private static JsonataException Unknown(char component) =>
        new("D3132", JsonValue.String(component == '\0' ? "" : component.ToString()));

    [GeneratedRegex(@"[\s\uFEFF]+", RegexOptions.CultureInvariant)]
    private static partial Regex WhiteSpace();
}
