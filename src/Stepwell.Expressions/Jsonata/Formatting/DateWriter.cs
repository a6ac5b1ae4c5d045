using System.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Writes times at an offset, given as hours times 100 plus minutes. Few characters of a picture may ask for many of text.</summary>
internal sealed class DateWriter(double timezone, Evaluator evaluator)
{
    /// <summary>Below zero, hours are rounded away from it and minutes are negative too: -0530 is 6:30 behind. So is the reference.</summary>
    private readonly double _offsetHours = Math.Floor(timezone / 100);

    private readonly double _offsetMinutes = timezone % 100;

    public string Write(DateTimePicture picture, double millis)
    {
        var time = CivilTime.At(millis + (60 * _offsetHours + _offsetMinutes) * 60_000);
        var text = new StringBuilder();
        foreach (var part in picture.Parts)
        {
            var written = part switch
            {
                DatePart.Literal literal => literal.Text,
                DatePart.Marker marker => Write(marker, time),
                _ => throw new InvalidOperationException(),
            };
            evaluator.Charge(2L * written.Length);
            text.Append(written);
        }

        return text.ToString();
    }

    private string Write(DatePart.Marker marker, CivilTime? time) => marker.Component switch
    {
        'Z' or 'z' => WriteOffset(marker, marker.Integer!),
        'P' => WriteHalfOfDay(marker, time),
        'C' or 'E' => "ISO",
        _ when marker.Integer is { } picture => picture.Write(Number(marker, time)),
        'f' => throw new JsonataException("D3133", JsonValue.String("f")),
        'Y' or 'M' or 'D' or 'd' or 'F' or 'W' or 'w' or 'X' or 'x' or 'H' or 'h' or 'm' or 's' => WriteName(marker, time),
        // The reference writes what its language calls a missing value.
        _ => "undefined",
    };

    private static double Number(DatePart.Marker marker, CivilTime? time)
    {
        if (time is not { } known) return double.NaN;
        var value = DateComponents.Of(known, marker.Component);
        return marker.Component == 'Y' && marker.YearDigits >= 0 ? value % Math.Pow(10, marker.YearDigits) : value;
    }

    private static string WriteName(DatePart.Marker marker, CivilTime? time)
    {
        var names = DateNames.Of(marker.Component);
        if (names.IsEmpty) throw new JsonataException("D3133", JsonValue.String(marker.Component.ToString()));
        if (time is not { } known) return "undefined";
        var name = names[(int)DateComponents.Of(known, marker.Component) - 1];
        if (marker.Names == NameCase.Upper) name = name.ToUpperInvariant();
        if (marker.Names == NameCase.Lower) name = name.ToLowerInvariant();
        return name.Length > marker.MaximumWidth ? name[..marker.MaximumWidth.Value] : name;
    }

    private static string WriteHalfOfDay(DatePart.Marker marker, CivilTime? time)
    {
        var afternoon = time is { Hour: >= 12 };
        if (marker.Names == NameCase.Upper) return afternoon ? "PM" : "AM";
        return afternoon ? "pm" : "am";
    }

    private string WriteOffset(DatePart.Marker marker, IntegerPicture picture)
    {
        var offset = _offsetHours * 100 + _offsetMinutes;
        if (offset == 0 && marker.ShowsZeroOffsetAsZ && HasOffsetDigits(picture)) return "Z";
        var text = OffsetDigits(picture, offset);
        return (marker.Component == 'z' ? "GMT" : "") + (offset >= 0 ? "+" : "") + text;
    }

    private string OffsetDigits(IntegerPicture picture, double offset)
    {
        if (!HasOffsetDigits(picture)) throw WrongDigits(picture);
        if (picture.Groups.IsRegular || picture.MandatoryDigits > 2) return picture.Write(offset);
        var hours = picture.Write(_offsetHours);
        return _offsetMinutes == 0 ? hours : hours + ":" + IntegerPicture.Format(_offsetMinutes, "00");
    }

    private static bool HasOffsetDigits(IntegerPicture picture) =>
        picture.Groups.IsRegular || picture.MandatoryDigits is >= 1 and <= 4
            ? true
            : throw WrongDigits(picture);

    private static JsonataException WrongDigits(IntegerPicture picture) =>
        new("D3134", picture.Notation == IntegerNotation.Digits ? JsonValue.Number(picture.MandatoryDigits) : default);
}
