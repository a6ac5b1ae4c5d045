using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Stepwell.Json.Text;

/// <summary>
/// Between UTF-16 and UTF-8. A surrogate without its partner, which UTF-8 cannot express, becomes the three bytes its code point
/// would have (the generalisation known as WTF-8), so that different strings stay different.
/// </summary>
internal static class Utf8Text
{
    public const int MaxBytesPerChar = 3;

    /// <summary>The offset of the first byte that is not part of valid UTF-8; the length if all are.</summary>
    public static int IndexOfInvalid(ReadOnlySpan<byte> text)
    {
        var offset = 0;
        while (offset < text.Length)
        {
            if (Rune.DecodeFromUtf8(text[offset..], out _, out var length) != OperationStatus.Done) break;
            offset += length;
        }

        return offset;
    }

    /// <summary>The bytes that <see cref="Encode"/> writes: a lone surrogate takes as many as the replacement character.</summary>
    public static int EncodedLength(ReadOnlySpan<char> text) => Encoding.UTF8.GetByteCount(text);

    /// <summary>Writes <paramref name="text"/> and returns the number of bytes. Three bytes for each char are always enough.</summary>
    public static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var status = Utf8.FromUtf16(text, destination[written..], out var read, out var bytes, replaceInvalidSequences: false);
            written += bytes;
            if (status == OperationStatus.Done) return written;
            written += EncodeLoneSurrogate(text[read], destination[written..]);
            text = text[(read + 1)..];
        }
    }

    public static int EncodeLoneSurrogate(char surrogate, Span<byte> destination)
    {
        destination[0] = (byte)(0xE0 | (surrogate >> 12));
        destination[1] = (byte)(0x80 | ((surrogate >> 6) & 0x3F));
        destination[2] = (byte)(0x80 | (surrogate & 0x3F));
        return 3;
    }

    /// <summary>The text of bytes as <see cref="Encode"/> writes them; anything else that is not UTF-8 becomes U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<byte> utf8)
    {
        if (Utf8.IsValid(utf8)) return Encoding.UTF8.GetString(utf8);

        var text = new StringBuilder(utf8.Length);
        while (!utf8.IsEmpty)
        {
            if (IsLoneSurrogate(utf8))
            {
                text.Append((char)(((utf8[0] & 0x0F) << 12) | ((utf8[1] & 0x3F) << 6) | (utf8[2] & 0x3F)));
                utf8 = utf8[3..];
                continue;
            }

            Rune.DecodeFromUtf8(utf8, out var rune, out var length);
            text.Append(rune.ToString());
            utf8 = utf8[length..];
        }

        return text.ToString();
    }

    /// <summary>Whether bytes as <see cref="Encode"/> writes them say the same as <paramref name="text"/>.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> text)
    {
        // As many bytes as chars can only match when all are ASCII.
        if (utf8.Length == text.Length) return Ascii.Equals(utf8, text);
        return utf8.Length > text.Length && utf8.Length <= (long)text.Length * MaxBytesPerChar && AreEqualBeyondAscii(utf8, text);
    }

    private static bool AreEqualBeyondAscii(ReadOnlySpan<byte> utf8, ReadOnlySpan<char> text)
    {
        Span<byte> scratch = stackalloc byte[UnescapedText.ScratchLength];
        return UnescapedText.Of(text, scratch).SequenceEqual(utf8);
    }

    private static bool IsLoneSurrogate(ReadOnlySpan<byte> utf8) => utf8 is [0xED, >= 0xA0 and <= 0xBF, >= 0x80 and <= 0xBF, ..];
}
