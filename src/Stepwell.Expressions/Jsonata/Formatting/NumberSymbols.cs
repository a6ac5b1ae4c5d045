using Stepwell.Json;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>The characters with a meaning in number pictures and in the result: the decimal format of XPath, 4.7.1.</summary>
internal sealed record NumberSymbols
{
    public static NumberSymbols Default { get; } = new();

    public string DecimalSeparator { get; init; } = ".";

    public string GroupingSeparator { get; init; } = ",";

    public string ExponentSeparator { get; init; } = "e";

    public string MinusSign { get; init; } = "-";

    public string Percent { get; init; } = "%";

    public string PerMille { get; init; } = "\u2030";

    public string ZeroDigit { get; init; } = "0";

    /// <summary>Stands for a digit that is only shown when there is one.</summary>
    public string OptionalDigit { get; init; } = "#";

    public string PatternSeparator { get; init; } = ";";

    /// <summary>The options argument of <c>$formatNumber</c>; the default for each member that it lacks, that is no string or is empty.</summary>
    public static NumberSymbols From(JsonValue options) => options.IsObject ? new()
    {
        DecimalSeparator = Text(options, "decimal-separator", Default.DecimalSeparator),
        GroupingSeparator = Text(options, "grouping-separator", Default.GroupingSeparator),
        ExponentSeparator = Text(options, "exponent-separator", Default.ExponentSeparator),
        MinusSign = options["minus-sign"] is { IsString: true } minus ? minus.GetString() : Default.MinusSign,
        Percent = Text(options, "percent", Default.Percent),
        PerMille = Text(options, "per-mille", Default.PerMille),
        ZeroDigit = Text(options, "zero-digit", Default.ZeroDigit),
        OptionalDigit = Text(options, "digit", Default.OptionalDigit),
        PatternSeparator = Text(options, "pattern-separator", Default.PatternSeparator),
    }
    : Default;

    /// <summary>One of the ten digits of the family in use.</summary>
    public bool IsMandatory(char character) => ZeroDigit.Length > 0 && character >= ZeroDigit[0] && character <= ZeroDigit[0] + 9;

    public bool IsOptional(char character) => Is(character, OptionalDigit);

    public bool IsDigit(char character) => IsMandatory(character) || IsOptional(character);

    /// <summary>Whether the character has a meaning, rather than being copied.</summary>
    public bool IsActive(char character) =>
        IsDigit(character) || Is(character, DecimalSeparator) || Is(character, ExponentSeparator)
        || Is(character, GroupingSeparator) || Is(character, PatternSeparator);

    public bool IsExponent(char character) => Is(character, ExponentSeparator);

    private static bool Is(char character, string symbol) => symbol.Length == 1 && symbol[0] == character;

    private static string Text(JsonValue options, string name, string otherwise) =>
        options[name] is { IsString: true } text && text.GetString().Length > 0 ? text.GetString() : otherwise;
}
