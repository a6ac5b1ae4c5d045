using System.Globalization;
using System.Text.RegularExpressions;
using Stepwell.Expressions.Text;

namespace Stepwell.Expressions.Jsonata.Formatting;

/// <summary>Escapes that stand for one character (ECMA-262, annex B.1.2).</summary>
internal static class RegexEscapes
{
    /// <summary>The character that the escape after a backslash stands for; the position moves behind it.</summary>
    public static char Read(string pattern, ref int position)
    {
        var escape = pattern[position++];
        switch (escape)
        {
            case 't': return '\t';
            case 'n': return '\n';
            case 'v': return '\v';
            case 'f': return '\f';
            case 'r': return '\r';
            case 'c' when position < pattern.Length && char.IsAsciiLetter(pattern[position]):
                return (char)(pattern[position++] % 32);
            case 'c':
                position--;
                return '\\';
            case 'x':
                return Hexadecimal(pattern, ref position, 2) ?? escape;
            case 'u':
                return Hexadecimal(pattern, ref position, 4) ?? escape;
            case >= '0' and <= '7':
                return Octal(pattern, ref position);
            default:
                return escape;
        }
    }

    /// <summary>The character as itself, outside of brackets and between them.</summary>
    public static string Literal(char character) => character switch
    {
        ']' or '}' => @"\" + character,
        // An escaped dash cannot start a range in .NET.
        < ' ' or > '~' or '-' => string.Create(CultureInfo.InvariantCulture, $@"\u{(int)character:X4}"),
        _ => Regex.Escape(character.ToString()),
    };

    private static char? Hexadecimal(string pattern, ref int position, int length)
    {
        if (position + length > pattern.Length) return null;
        if (!HexDigits.TryParse(pattern.AsSpan(position, length), out var code)) return null;
        position += length;
        return (char)code;
    }

    /// <summary>Up to three digits, as long as they stay below 256.</summary>
    private static char Octal(string pattern, ref int position)
    {
        var code = pattern[position - 1] - '0';
        for (var i = 0; i < 2 && position < pattern.Length && pattern[position] is >= '0' and <= '7' && code * 8 < 256; i++)
        {
            code = code * 8 + pattern[position++] - '0';
        }

        return (char)code;
    }
}
