using System.Collections.Immutable;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>The picture of positive or of negative numbers, taken apart (XPath and XQuery Functions 3.1, 4.7.4).</summary>
internal sealed record NumberSubPicture
{
    public required string Text { get; init; }

    public required string Prefix { get; init; }

    public required string Suffix { get; init; }

    public required ImmutableArray<int> IntegerGroups { get; init; }

    public required ImmutableArray<int> FractionGroups { get; init; }

    public required int MinimumInteger { get; init; }

    public required int MinimumFraction { get; init; }

    public required int MaximumFraction { get; init; }

    /// <summary>0 when the picture has no exponent.</summary>
    public required int MinimumExponent { get; init; }

    /// <summary>Digits before the point of a number with exponent.</summary>
    public required int ScalingFactor { get; init; }

    /// <exception cref="JsonataException">D3081 to D3093: the picture is malformed.</exception>
    public static NumberSubPicture Parse(string text, NumberSymbols symbols)
    {
        var parts = Split(text, symbols);
        if (NumberPictureRules.Violated(parts, symbols) is { } code) throw new JsonataException(code);
        return Analyse(parts, symbols);
    }

    private static NumberPictureParts Split(string text, NumberSymbols symbols)
    {
        bool Bounds(char character) => symbols.IsActive(character) && !symbols.IsExponent(character);
        var first = IndexOf(text, Bounds);
        var last = LastIndexOf(text, Bounds);
        var prefix = first < 0 ? "" : text[..first];
        var suffix = last < 0 ? "" : text[(last + 1)..];
        var active = text[prefix.Length..(text.Length - suffix.Length)];

        // The position counts from the start of the picture, though the active part starts later. So does the reference.
        var exponentAt = text.IndexOf(symbols.ExponentSeparator, prefix.Length, StringComparison.Ordinal);
        var hasExponent = exponentAt >= 0 && exponentAt <= text.Length - suffix.Length;
        var mantissa = hasExponent ? active[..Math.Min(exponentAt, active.Length)] : active;
        var exponent = hasExponent ? active[Math.Min(exponentAt + 1, active.Length)..] : null;

        var pointAt = mantissa.IndexOf(symbols.DecimalSeparator, StringComparison.Ordinal);
        return new NumberPictureParts(
            text,
            prefix,
            suffix,
            active,
            mantissa,
            exponent,
            pointAt < 0 ? mantissa : mantissa[..pointAt],
            pointAt < 0 ? suffix : mantissa[(pointAt + 1)..]);
    }

    private static NumberSubPicture Analyse(NumberPictureParts parts, NumberSymbols symbols)
    {
        var scaling = parts.Integer.Count(symbols.IsMandatory);
        var integer = scaling;
        var fraction = parts.Fraction.Count(symbols.IsMandatory);
        var longest = parts.Fraction.Count(symbols.IsDigit);
        var hasExponent = parts.Exponent is not null;
        if (integer == 0 && longest == 0)
        {
            if (hasExponent) fraction = longest = 1;
            else integer = 1;
        }

        if (hasExponent && integer == 0 && parts.Integer.Any(symbols.IsOptional)) integer = 1;
        if (integer == 0 && fraction == 0) fraction = 1;
        return new NumberSubPicture
        {
            Text = parts.Text,
            Prefix = parts.Prefix,
            Suffix = parts.Suffix,
            IntegerGroups = Groups(parts, parts.Integer, toLeft: false, symbols),
            FractionGroups = Groups(parts, parts.Fraction, toLeft: true, symbols),
            MinimumInteger = integer,
            MinimumFraction = fraction,
            MaximumFraction = longest,
            MinimumExponent = parts.Exponent?.Count(symbols.IsMandatory) ?? 0,
            ScalingFactor = scaling,
        };
    }

    /// <summary>How many digits each separator has beside it. After the first they are looked for in the integer part only.</summary>
    private static ImmutableArray<int> Groups(NumberPictureParts parts, string part, bool toLeft, NumberSymbols symbols)
    {
        var positions = ImmutableArray.CreateBuilder<int>();
        var at = part.IndexOf(symbols.GroupingSeparator, StringComparison.Ordinal);
        while (at >= 0)
        {
            var cut = Math.Min(at, part.Length);
            positions.Add((toLeft ? part[..cut] : part[cut..]).Count(symbols.IsDigit));
            at = at + 1 > parts.Integer.Length ? -1 : parts.Integer.IndexOf(symbols.GroupingSeparator, at + 1, StringComparison.Ordinal);
        }

        return positions.ToImmutable();
    }

    private static int IndexOf(string text, Func<char, bool> matches)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (matches(text[i])) return i;
        }

        return -1;
    }

    private static int LastIndexOf(string text, Func<char, bool> matches)
    {
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (matches(text[i])) return i;
        }

        return -1;
    }
}
