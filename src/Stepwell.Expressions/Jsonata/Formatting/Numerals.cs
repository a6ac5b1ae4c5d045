using System.Text;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Numbers as Roman numerals and as letters (a to z, aa, ab, ...), in lower case. Zero is empty in both.</summary>
internal static class Numerals
{
    /// <summary>Above it a numeral would be mostly thousands of the letter M; the reference runs out of stack there.</summary>
    private const double LargestRoman = 10_000_000;

    private static readonly (int Value, string Text)[] Roman =
    [
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ];

    public static string ToRoman(double value)
    {
        if (value > LargestRoman) throw new JsonataException("U1001");
        var text = new StringBuilder();
        foreach (var numeral in Roman)
        {
            for (; value >= numeral.Value; value -= numeral.Value) text.Append(numeral.Text);
        }

        return text.ToString();
    }

    /// <summary>From right to left, a smaller letter subtracts. NaN when there is another character.</summary>
    public static double FromRoman(string text)
    {
        var total = 0d;
        var largest = 1d;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            var value = ValueOf(text[i]);
            if (value < largest)
            {
                total -= value;
            }
            else
            {
                largest = value;
                total += value;
            }
        }

        return total;
    }

    public static string ToLetters(double value)
    {
        var text = new StringBuilder();
        for (; value > 0; value = Math.Floor((value - 1) / 26)) text.Insert(0, (char)('a' + (int)((value - 1) % 26)));
        return text.ToString();
    }

    public static double FromLetters(string text, char first)
    {
        var total = 0d;
        for (var i = 0; i < text.Length; i++) total += (text[^(i + 1)] - first + 1) * Math.Pow(26, i);
        return total;
    }

    private static double ValueOf(char letter) => letter switch
    {
        'm' => 1000,
        'd' => 500,
        'c' => 100,
        'l' => 50,
        'x' => 10,
        'v' => 5,
        'i' => 1,
        _ => double.NaN,
    };
}
