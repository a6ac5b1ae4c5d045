using System.Text;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>How a number is written: the picture of XPath's <c>fn:format-number</c> (XPath and XQuery Functions 3.1, 4.7).</summary>
internal sealed class NumberPicture
{
    private static readonly PictureCache<NumberPicture> Cache = new(picture => new NumberPicture(picture, NumberSymbols.Default));

    private readonly NumberSymbols _symbols;
    private readonly NumberSubPicture _positive;
    private readonly NumberSubPicture _negative;

    private NumberPicture(string picture, NumberSymbols symbols)
    {
        PictureLength.Check(picture);
        var pictures = picture.Split(symbols.PatternSeparator);
        if (pictures.Length > 2) throw new JsonataException("D3080");
        var parsed = Array.ConvertAll(pictures, text => NumberSubPicture.Parse(text, symbols));
        _symbols = symbols;
        _positive = parsed[0];
        _negative = parsed.Length == 2 ? parsed[1] : _positive with { Prefix = symbols.MinusSign + _positive.Prefix };
    }

    /// <param name="options">An object with other symbols than the usual ones, or missing.</param>
    /// <exception cref="JsonataException">D3080 to D3093: the picture is malformed.</exception>
    public static string Format(double value, string picture, JsonValue options = default)
    {
        var parsed = options.IsObject && options.Count > 0 ? new NumberPicture(picture, NumberSymbols.From(options)) : Cache.Get(picture);
        return parsed.Write(value);
    }

    private string Write(double value)
    {
        var picture = value >= 0 ? _positive : _negative;
        var (mantissa, exponent) = Scale(Adjust(value, picture), picture);
        var digits = Fixed(JavaScriptNumber.Round(mantissa, picture.MaximumFraction), picture.MaximumFraction);
        var (integer, fraction) = Cut(digits);
        integer = Zeros(picture.MinimumInteger - integer.Length) + integer;
        fraction += Zeros(picture.MinimumFraction - fraction.Length);

        var grouped = Group(integer, fraction, picture);
        var hasPoint = picture.Text.Contains(_symbols.DecimalSeparator, StringComparison.Ordinal);
        var endsInPoint = grouped.IndexOf(_symbols.DecimalSeparator, StringComparison.Ordinal) == grouped.Length - 1;
        var text = new StringBuilder(picture.Prefix);
        // Without a point in the picture the last character goes, whatever it is. So does the reference.
        text.Append(!hasPoint || endsInPoint ? grouped.AsSpan(0, grouped.Length - 1) : grouped);
        if (exponent is { } power) text.Append(_symbols.ExponentSeparator).Append(WriteExponent(power, picture));
        return text.Append(picture.Suffix).ToString();
    }

    private double Adjust(double value, NumberSubPicture picture)
    {
        if (picture.Text.Contains(_symbols.Percent, StringComparison.Ordinal)) return value * 100;
        return picture.Text.Contains(_symbols.PerMille, StringComparison.Ordinal) ? value * 1000 : value;
    }

    private static (double Mantissa, int? Exponent) Scale(double value, NumberSubPicture picture)
    {
        if (picture.MinimumExponent == 0) return (value, null);
        var largest = Math.Pow(10, picture.ScalingFactor);
        var smallest = Math.Pow(10, picture.ScalingFactor - 1);
        var exponent = 0;
        if (value == 0 || !double.IsFinite(value)) return (value, exponent);
        for (; Math.Abs(value) < smallest; value *= 10) exponent--;
        for (; Math.Abs(value) > largest; value /= 10) exponent++;
        return (value, exponent);
    }

    private string WriteExponent(int exponent, NumberSubPicture picture)
    {
        var digits = Fixed(exponent, 0);
        return (exponent < 0 ? _symbols.MinusSign : "") + Zeros(picture.MinimumExponent - digits.Length) + digits;
    }

    /// <summary>The magnitude with that many decimal places, in the digits of the picture, with a point.</summary>
    private string Fixed(double value, int places)
    {
        var text = NumberText.Fixed(Math.Abs(value), places);
        var zero = _symbols.ZeroDigit[0];
        return zero == '0'
            ? text
            : string.Create(text.Length, (text, zero), static (target, source) =>
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var digit = source.text[i];
                    target[i] = char.IsAsciiDigit(digit) ? (char)(digit - '0' + source.zero) : digit;
                }
            });
    }

    /// <summary>Integer digits without leading zeros, and the fraction without trailing ones.</summary>
    private (string Integer, string Fraction) Cut(string digits)
    {
        var zero = _symbols.ZeroDigit[0];
        var point = digits.IndexOf('.', StringComparison.Ordinal);
        return point < 0
            ? (digits.TrimStart(zero), "")
            : (digits[..point].TrimStart(zero), digits[(point + 1)..].TrimEnd(zero));
    }

    /// <summary>Integer part, point and fraction with separators between the digits.</summary>
    private string Group(string integer, string fraction, NumberSubPicture picture)
    {
        var separator = _symbols.GroupingSeparator;
        var interval = DigitGroups.RegularInterval(picture.IntegerGroups.AsSpan());
        if (interval > 0) integer = DigitGroups.Join(integer, interval, separator);
        var text = integer + _symbols.DecimalSeparator + fraction;
        var point = integer.Length;
        if (interval == 0)
        {
            foreach (var position in picture.IntegerGroups) text = InsertAt(text, point++ - position, separator);
        }

        point = text.IndexOf(_symbols.DecimalSeparator, StringComparison.Ordinal);
        foreach (var position in picture.FractionGroups) text = InsertAt(text, point + 1 + position, separator);
        return text;
    }

    /// <summary>A place before the start counts from the end (ECMA-262, slice).</summary>
    private static string InsertAt(string text, int at, string separator) =>
        text.Insert(Math.Clamp(at < 0 ? text.Length + at : at, 0, text.Length), separator);

    private string Zeros(int count) => count > 0 ? new string(_symbols.ZeroDigit[0], count) : "";
}
