namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>Text as a row of Unicode characters: a pair of surrogates counts as one, a lone one too.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        var count = text.Length;
        for (var i = 0; i + 1 < text.Length; i++)
        {
            if (!char.IsSurrogatePair(text[i], text[i + 1])) continue;
            count--;
            i++;
        }

        return count;
    }

    /// <summary>The characters from one index to another (excluded); negative ones count from the end, fractions are cut.</summary>
    public static string Slice(string text, double start, double end)
    {
        var count = Count(text);
        var from = Clamp(start, count);
        var to = Clamp(end, count);
        if (to <= from) return string.Empty;
        if (count == text.Length) return text[from..to];
        var first = OffsetOf(text, from, 0);
        return text[first..OffsetOf(text, to - from, first)];
    }

    private static int Clamp(double index, int count)
    {
        var whole = double.IsNaN(index) ? 0 : Math.Truncate(index);
        if (whole < 0) whole += count;
        return (int)Math.Clamp(whole, 0, count);
    }

    private static int OffsetOf(string text, int characters, int offset)
    {
        for (; characters > 0; characters--)
            offset += offset + 1 < text.Length && char.IsSurrogatePair(text[offset], text[offset + 1]) ? 2 : 1;
        return offset;
    }
}
