namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>The scripts whose decimal digits a picture may use: the zero of each; the other nine follow it.</summary>
internal static class DigitFamilies
{
    private static ReadOnlySpan<char> Zeros =>
        "\u0030\u0660\u06F0\u07C0\u0966\u09E6\u0A66\u0AE6\u0B66\u0BE6\u0C66\u0CE6\u0D66\u0DE6\u0E50\u0ED0\u0F20\u1040\u1090" +
        "\u17E0\u1810\u1946\u19D0\u1A80\u1A90\u1B50\u1BB0\u1C40\u1C50\uA620\uA8D0\uA900\uA9D0\uA9F0\uAA50\uABF0\uFF10";

    /// <summary>The zero of the digit's family; null when it is no digit.</summary>
    public static char? ZeroOf(char character)
    {
        foreach (var zero in Zeros)
        {
            if (character >= zero && character <= zero + 9) return zero;
        }

        return null;
    }

    /// <summary>Moves each character by the distance between ASCII's digits and the family.</summary>
    public static string Translate(string text, char zero) =>
        zero == '0' ? text : string.Create(text.Length, (text, zero), static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = (char)(source.text[i] + source.zero - '0');
        });

    /// <summary>Moves each character back from the family to ASCII's digits.</summary>
    public static string ToAscii(string text, char zero) =>
        zero == '0' ? text : string.Create(text.Length, (text, zero), static (target, source) =>
        {
            for (var i = 0; i < target.Length; i++) target[i] = (char)(source.text[i] - source.zero + '0');
        });
}
