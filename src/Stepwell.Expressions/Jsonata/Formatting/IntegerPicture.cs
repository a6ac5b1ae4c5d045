using System.Collections.Immutable;
using System.Globalization;
using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>How a whole number is written: the picture of XPath's <c>fn:format-integer</c> (XPath and XQuery Functions 3.1, 4.6.1).</summary>
internal sealed record IntegerPicture
{
    private static readonly PictureCache<IntegerPicture> Cache = new(Analyse);

    public required IntegerNotation Notation { get; init; }

    public bool Upper { get; init; }

    public bool Lower { get; init; }

    public bool Ordinal { get; init; }

    /// <summary>The primary format as written, for errors.</summary>
    public required string Token { get; init; }

    public char Zero { get; init; } = '0';

    /// <summary>0 for all but digit patterns.</summary>
    public int MandatoryDigits { get; init; }

    public int OptionalDigits { get; init; }

    public DigitGroups Groups { get; init; } = DigitGroups.None;

    /// <summary>The number, rounded down, in the picture.</summary>
    /// <exception cref="JsonataException">D3130 for a numbering sequence that is unknown; D3131 for digits of several scripts.</exception>
    public static string Format(double value, string picture) => Cache.Get(picture).Write(Math.Floor(value));

    /// <summary>The number that the text stands for; NaN when it stands for none.</summary>
    /// <exception cref="JsonataException">As for <see cref="Format"/>.</exception>
    public static double? Parse(string text, string picture) => Cache.Get(picture).Read(text);

    public static IntegerPicture Analyse(string picture)
    {
        var semicolon = picture.LastIndexOf(';');
        var primary = semicolon < 0 ? picture : picture[..semicolon];
        var ordinal = semicolon >= 0 && picture.AsSpan(semicolon + 1).StartsWith('o');
        var format = new IntegerPicture { Notation = IntegerNotation.Sequence, Token = primary, Ordinal = ordinal };
        return primary switch
        {
            "A" => format with { Notation = IntegerNotation.Letters, Upper = true },
            "a" => format with { Notation = IntegerNotation.Letters },
            "I" => format with { Notation = IntegerNotation.Roman, Upper = true },
            "i" => format with { Notation = IntegerNotation.Roman },
            "W" => format with { Notation = IntegerNotation.Words, Upper = true },
            "w" => format with { Notation = IntegerNotation.Words, Lower = true },
            "Ww" => format with { Notation = IntegerNotation.Words },
            _ => DigitPattern(format),
        };
    }

    public string Write(double value)
    {
        var magnitude = Math.Abs(value);
        var text = Notation switch
        {
            IntegerNotation.Letters => Numerals.ToLetters(magnitude),
            IntegerNotation.Roman => Numerals.ToRoman(magnitude),
            IntegerNotation.Words => EnglishNumbers.Format(magnitude, Ordinal),
            IntegerNotation.Digits => WriteDigits(magnitude),
            IntegerNotation.Sequence => throw Unknown(),
            _ => throw new InvalidOperationException(),
        };
        if (Upper) text = text.ToUpperInvariant();
        if (Lower) text = text.ToLowerInvariant();
        return value < 0 ? "-" + text : text;
    }

    public double Read(string text) => Notation switch
    {
        IntegerNotation.Letters => Numerals.FromLetters(text, Upper ? 'A' : 'a'),
        IntegerNotation.Roman => Numerals.FromRoman(Upper ? Lowered(text) : text.ToLowerInvariant()),
        IntegerNotation.Words => EnglishNumbers.Parse(text.ToLowerInvariant()),
        IntegerNotation.Digits => ReadDigits(text),
        IntegerNotation.Sequence => throw Unknown(),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>What text of this picture looks like, as a regular expression; with a width, digits only that many.</summary>
    public string Pattern(int width) => Notation switch
    {
        IntegerNotation.Letters => Upper ? "[A-Z]+" : "[a-z]+",
        IntegerNotation.Roman => "[mdclxvi]+",
        IntegerNotation.Words => EnglishNumbers.Pattern,
        IntegerNotation.Digits => string.Create(
            CultureInfo.InvariantCulture,
            $"[0-9]{(width > 0 ? $"{{{width}}}" : "+")}{(Ordinal ? "(?:th|st|nd|rd)" : "")}"),
        IntegerNotation.Sequence => throw Unknown(),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Capitals only, in a picture that is in capitals.</summary>
    private static string Lowered(string text) => text.Any(char.IsAsciiLetterLower) ? "?" : text.ToLowerInvariant();

    private static IntegerPicture DigitPattern(IntegerPicture format)
    {
        char? zero = null;
        var mandatory = 0;
        var optional = 0;
        var separators = ImmutableArray.CreateBuilder<DigitSeparator>();
        foreach (var rune in format.Token.EnumerateRunes().Reverse())
        {
            if (rune.IsBmp && DigitFamilies.ZeroOf((char)rune.Value) is { } family)
            {
                if (zero is not null && zero != family) throw new JsonataException("D3131");
                zero = family;
                mandatory++;
            }
            else if (rune.Value == '#')
            {
                optional++;
            }
            else
            {
                separators.Add(new DigitSeparator(mandatory + optional, rune.ToString()));
            }
        }

        return zero is null
            ? format
            : format with
            {
                Notation = IntegerNotation.Digits,
                Zero = zero.Value,
                MandatoryDigits = mandatory,
                OptionalDigits = optional,
                Groups = DigitGroups.Of(separators.ToImmutable()),
            };
    }

    private string WriteDigits(double magnitude)
    {
        var text = Groups.Insert(DigitFamilies.Translate(NumberText.Of(magnitude).PadLeft(MandatoryDigits, '0'), Zero));
        if (!Ordinal) return text;
        var teen = text.Length > 1 && text[^2] == '1';
        return text + text[^1] switch
        {
            '1' when !teen => "st",
            '2' when !teen => "nd",
            '3' when !teen => "rd",
            _ => "th",
        };
    }

    private double ReadDigits(string text)
    {
        var digits = Ordinal ? text[..Math.Max(0, text.Length - 2)] : text;
        return JavaScriptNumber.LeadingInteger(DigitFamilies.ToAscii(Groups.Remove(digits), Zero));
    }

    private JsonataException Unknown() => new("D3130", JsonValue.String(Token));
}
