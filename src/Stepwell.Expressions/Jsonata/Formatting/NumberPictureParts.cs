namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>A picture cut into its parts. Without a point the fraction is what the suffix says, as in the reference.</summary>
internal sealed record NumberPictureParts(
    string Text, string Prefix, string Suffix, string Active, string Mantissa, string? Exponent, string Integer, string Fraction);
