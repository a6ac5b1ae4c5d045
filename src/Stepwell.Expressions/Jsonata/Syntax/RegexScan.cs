namespace Stepwell.Expressions.Jsonata.Syntax;

/// <summary>Finds the end of a regular expression: a slash that is neither escaped nor inside of brackets.</summary>
internal static class RegexScan
{
    /// <summary>Pattern and flags of what starts at the slash at the position, which moves behind it.</summary>
    public static (string Pattern, string Flags) Read(string text, ref int position)
    {
        var start = ++position;
        var depth = 0;
        for (; position < text.Length; position++)
        {
            if (text[position] == '/' && depth == 0 && !IsEscaped(text, position)) return Finish(text, start, ref position);
            if (text[position - 1] == '\\') continue;
            if (text[position] is '(' or '[' or '{') depth++;
            if (text[position] is ')' or ']' or '}') depth--;
        }

        throw new JsonataException("S0302", position: position);
    }

    private static (string Pattern, string Flags) Finish(string text, int start, ref int position)
    {
        if (position == start) throw new JsonataException("S0301", position: position);
        var pattern = text[start..position];
        var flags = ++position;
        while (position < text.Length && text[position] is 'i' or 'm') position++;
        return (pattern, text[flags..position]);
    }

    private static bool IsEscaped(string text, int position)
    {
        var backslashes = 0;
        while (text[position - backslashes - 1] == '\\') backslashes++;
        return backslashes % 2 == 1;
    }
}
