using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Whole numbers in English words: "Forty-Two", "One Thousand, Two Hundred and Third".</summary>
internal static partial class EnglishNumbers
{
    private static readonly string[] Small =
    [
        "Zero", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve", "Thirteen",
        "Fourteen", "Fifteen", "Sixteen", "Seventeen", "Eighteen", "Nineteen",
    ];

    private static readonly string[] SmallOrdinals =
    [
        "Zeroth", "First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth", "Ninth", "Tenth", "Eleventh", "Twelfth",
        "Thirteenth", "Fourteenth", "Fifteenth", "Sixteenth", "Seventeenth", "Eighteenth", "Nineteenth",
    ];

    private static readonly string[] Tens = ["Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"];

    private static readonly string[] Magnitudes = ["Thousand", "Million", "Billion", "Trillion"];

    private static readonly FrozenDictionary<string, double> Values = CollectValues();

    /// <summary>A pattern for words that may make up a number.</summary>
    public static string Pattern { get; } =
        $"(?:{string.Join('|', Values.Keys.Order(StringComparer.Ordinal))}|and|[\\-, ])+";

    /// <summary>A non-negative whole number, each word with a capital.</summary>
    public static string Format(double value, bool ordinal) => Spell(value, follows: false, ordinal);

    /// <summary>The number that lower-case words say; NaN when there is a word that is no number.</summary>
    public static double Parse(string words)
    {
        var total = 0d;
        var group = 0d;
        foreach (var word in Separator().Split(words))
        {
            var value = Values.GetValueOrDefault(word, double.NaN);
            if (value < 100)
            {
                // A magnitude closes the group before it.
                if (group >= 1000)
                {
                    total += group;
                    group = 0;
                }

                group += value;
            }
            else
            {
                group *= value;
            }
        }

        return total + group;
    }

    private static string Spell(double value, bool follows, bool ordinal)
    {
        if (value <= 19) return (follows ? " and " : "") + (ordinal ? SmallOrdinals : Small)[(int)value];
        if (value < 100)
        {
            var tens = Tens[(int)value / 10 - 2];
            var units = value % 10;
            var rest = units > 0 ? "-" + Spell(units, follows: false, ordinal) : "";
            return (follows ? " and " : "") + (ordinal && units == 0 ? OrdinalOfTens(tens) : tens + rest);
        }

        if (value < 1000)
        {
            return SpellLarge((int)value / 100, "Hundred", value % 100, follows, ordinal);
        }

        if (double.IsNaN(value)) return NumberText.Of(value);
        var magnitude = Math.Min((int)Math.Floor(Math.Log10(value) / 3), Magnitudes.Length);
        var unit = Math.Pow(10, magnitude * 3);
        var count = Math.Floor(value / unit);
        return SpellLarge(count, Magnitudes[magnitude - 1], value - count * unit, follows, ordinal);
    }

    private static string SpellLarge(double count, string unit, double remainder, bool follows, bool ordinal)
    {
        var head = (follows ? ", " : "") + Spell(count, follows: false, ordinal: false) + " " + unit;
        if (remainder > 0) return head + Spell(remainder, follows: true, ordinal);
        return ordinal ? head + "th" : head;
    }

    private static string OrdinalOfTens(string tens) => tens[..^1] + "ieth";

    private static FrozenDictionary<string, double> CollectValues()
    {
        var values = new Dictionary<string, double> { ["hundred"] = 100, ["hundredth"] = 100 };
        for (var i = 0; i < Small.Length; i++)
        {
            values[Small[i]] = i;
            values[SmallOrdinals[i]] = i;
        }

        for (var i = 0; i < Tens.Length; i++)
        {
            values[Tens[i]] = (i + 2) * 10;
            values[OrdinalOfTens(Tens[i])] = (i + 2) * 10;
        }

        for (var i = 0; i < Magnitudes.Length; i++)
        {
            values[Magnitudes[i]] = Math.Pow(10, (i + 1) * 3);
            values[Magnitudes[i] + "th"] = Math.Pow(10, (i + 1) * 3);
        }

        return values.ToFrozenDictionary(pair => pair.Key.ToLowerInvariant(), pair => pair.Value);
    }

    [GeneratedRegex(@",\s|\sand\s|[\s\\-]", RegexOptions.CultureInvariant)]
    private static partial Regex Separator();
}
