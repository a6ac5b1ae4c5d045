using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Stepwell.Json.Parsing;

/// <summary>Finds its way through the inside of a JSON string.</summary>
internal static class StringScan
{
    private static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>Where the next quote, backslash or control character is; the text's length if there is none.</summary>
    public static int IndexOfSpecial(ReadOnlySpan<byte> text, int from)
    {
        ref var first = ref MemoryMarshal.GetReference(text);
        while (from <= text.Length - Vector128<byte>.Count)
        {
            var chunk = Vector128.LoadUnsafe(ref first, (nuint)from);
            var special = Vector128.Equals(chunk, Vector128.Create((byte)'"'))
                | Vector128.Equals(chunk, Vector128.Create((byte)'\\'))
                | Vector128.LessThan(chunk, Vector128.Create((byte)' '));
            var bits = special.ExtractMostSignificantBits();
            if (bits != 0) return from + BitOperations.TrailingZeroCount(bits);
            from += Vector128<byte>.Count;
        }

        while (from < text.Length && text[from] is not ((byte)'"' or (byte)'\\' or < (byte)' ')) from++;
        return from;
    }

    /// <summary>Takes the escape that <paramref name="text"/> starts with, 2 or 6 bytes; or says what is wrong.</summary>
    public static string? CheckSpecial(ReadOnlySpan<byte> text, out int length)
    {
        length = text switch
        {
            [(byte)'\\', (byte)'u', ..] => text.Length >= 6 && text[2..6].IndexOfAnyExcept(HexDigits) < 0 ? 6 : 0,
            [(byte)'\\', var letter, ..] => "\"\\/bfnrt"u8.Contains(letter) ? 2 : 0,
            _ => 0,
        };
        if (length > 0) return null;
        if (text.IsEmpty) return "The string does not end";
        return text[0] == '\\' ? "Unknown escape" : "A control character must be escaped";
    }
}
