using System.Globalization;
using System.Text;
using Stepwell.Expressions.Text;

namespace Stepwell.Expressions.Jsonata.Functions;

/// <summary>Percent-encoding as ECMAScript defines it.</summary>
internal static class UrlText
{
    /// <summary>Letters, digits and what is kept as they are, all else as UTF-8 octets; null if a surrogate has no partner.</summary>
    public static string? Encode(string text, string kept)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> octets = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) || kept.Contains(text[i]))
            {
                result.Append(text[i]);
                continue;
            }

            if (!Rune.TryGetRuneAt(text, i, out var rune)) return null;
            i += rune.Utf16SequenceLength - 1;
            foreach (var octet in octets[..rune.EncodeToUtf8(octets)]) result.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
        }

        return result.ToString();
    }

    /// <summary>The text with escapes replaced, but for characters that are kept; null if it is malformed.</summary>
    public static string? Decode(string text, string kept)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                result.Append(text[i]);
                continue;
            }

            if (DecodeCharacter(text, ref i, kept) is not { } decoded) return null;
            result.Append(decoded);
        }

        return result.ToString();
    }

    /// <summary>The character of the escapes at a place, which moves to the last of them.</summary>
    private static string? DecodeCharacter(string text, ref int position, string kept)
    {
        var start = position;
        if (OctetAt(text, position) is not { } first) return null;
        var length = first < 0x80 ? 1 : first switch { >= 0xC2 and < 0xE0 => 2, >= 0xE0 and < 0xF0 => 3, >= 0xF0 and < 0xF5 => 4, _ => 0 };
        if (length == 0) return null;
        var octets = new byte[length];
        for (var i = 0; i < length; i++)
        {
            if (OctetAt(text, start + 3 * i) is not { } octet) return null;
            octets[i] = octet;
        }

        position = start + 3 * length - 1;
        if (Rune.DecodeFromUtf8(octets, out var rune, out var used) != System.Buffers.OperationStatus.Done || used != length) return null;
        var decoded = rune.ToString();
        return rune.IsAscii && kept.Contains((char)rune.Value) ? text.Substring(start, 3) : decoded;
    }

    private static byte? OctetAt(string text, int position)
    {
        if (position + 2 >= text.Length || text[position] != '%') return null;
        return HexDigits.TryParse(text.AsSpan(position + 1, 2), out var octet) ? (byte)octet : null;
    }
}
