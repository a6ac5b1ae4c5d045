namespace Stepwell.States.Engine;

/// <summary>StringMatches: <c>*</c> stands for any text, <c>\*</c> for an asterisk, <c>\\</c> for a backslash.</summary>
/// <remarks>states-language.net, "Data-test expression".</remarks>
internal static class Wildcards
{
    /// <summary>Linear in the product of the lengths at worst; no recursion.</summary>
    public static bool Match(string pattern, string text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && Literal(pattern, p, out var length) == text[t])
            {
                p += length;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*')
            p++;
        return p == pattern.Length;
    }

    private static char Literal(string pattern, int at, out int length)
    {
        length = pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is '*' or '\\' ? 2 : 1;
        return pattern[at + length - 1];
    }
}
