namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>What makes a number picture malformed (XPath and XQuery Functions 3.1, 4.7.3). Of several violations the last counts.</summary>
internal static class NumberPictureRules
{
    /// <summary>The error code of the last rule that is violated, or null.</summary>
    public static string? Violated(NumberPictureParts parts, NumberSymbols symbols)
    {
        string? code = null;
        var text = parts.Text;
        var scaled = Has(text, symbols.Percent) || Has(text, symbols.PerMille);
        if (Repeats(text, symbols.DecimalSeparator)) code = "D3081";
        if (Repeats(text, symbols.Percent)) code = "D3082";
        if (Repeats(text, symbols.PerMille)) code = "D3083";
        if (Has(text, symbols.Percent) && Has(text, symbols.PerMille)) code = "D3084";
        if (!parts.Mantissa.Any(symbols.IsDigit)) code = "D3085";
        if (!parts.Active.All(symbols.IsActive)) code = "D3086";
        code = GroupBesidePoint(parts, symbols) ?? code;
        if (Has(text, symbols.GroupingSeparator + symbols.GroupingSeparator)) code = "D3089";
        if (OptionalAfterMandatory(parts.Integer, symbols)) code = "D3090";
        if (MandatoryAfterOptional(parts.Fraction, symbols)) code = "D3091";
        if (parts.Exponent is { Length: > 0 } && scaled) code = "D3092";
        if (parts.Exponent is { } exponent && (exponent.Length == 0 || !exponent.All(symbols.IsMandatory))) code = "D3093";
        return code;
    }

    private static string? GroupBesidePoint(NumberPictureParts parts, NumberSymbols symbols)
    {
        var point = parts.Text.IndexOf(symbols.DecimalSeparator, StringComparison.Ordinal);
        if (point < 0) return IsGroup(parts.Integer, parts.Integer.Length - 1, symbols) ? "D3088" : null;
        return IsGroup(parts.Text, point - 1, symbols) || IsGroup(parts.Text, point + 1, symbols) ? "D3087" : null;
    }

    private static bool IsGroup(string text, int at, NumberSymbols symbols) =>
        at >= 0 && at < text.Length && symbols.GroupingSeparator.Length == 1 && text[at] == symbols.GroupingSeparator[0];

    private static bool OptionalAfterMandatory(string integer, NumberSymbols symbols)
    {
        var at = integer.IndexOf(symbols.OptionalDigit, StringComparison.Ordinal);
        return at >= 0 && integer[..at].Any(symbols.IsMandatory);
    }

    private static bool MandatoryAfterOptional(string fraction, NumberSymbols symbols)
    {
        var at = fraction.LastIndexOf(symbols.OptionalDigit, StringComparison.Ordinal);
        return at >= 0 && fraction[at..].Any(symbols.IsMandatory);
    }

    private static bool Has(string text, string part) => text.Contains(part, StringComparison.Ordinal);

    private static bool Repeats(string text, string part) =>
        text.IndexOf(part, StringComparison.Ordinal) != text.LastIndexOf(part, StringComparison.Ordinal);
}
