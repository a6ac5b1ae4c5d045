using System.Buffers;
using System.Globalization;
using System.Text;

namespace Stepwell.Json.Text;

/// <summary>
/// JSON's string escapes. Writing escapes what RFC 8259 demands and nothing else: quote, backslash and control characters, and a
/// surrogate without its partner, which has no UTF-8. Reading takes all escapes; a lone <c>\ud800</c> stays what it is.
/// </summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        string.Create(34, 0, static (chars, _) =>
        {
            for (var i = 0; i < 32; i++) chars[i] = (char)i;
            chars[32] = '"';
            chars[33] = '\\';
        }));

    /// <summary>Writes the inside of a string, without its quotes.</summary>
    public static void WriteEscaped(ReadOnlySpan<char> text, ref Utf8Sink sink)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAny(Escaped);
            if (plain < 0) plain = text.Length;
            var written = sink.WriteUtf16(text[..plain]);
            if (written == text.Length) return;
            WriteEscape(text[written], ref sink);
            text = text[(written + 1)..];
        }
    }

    /// <summary>The bytes that <see cref="WriteEscaped"/> writes.</summary>
    public static int EscapedLength(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text) && !text.ContainsAny(Escaped)) return text.Length;

        var length = 0;
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var chars) == OperationStatus.Done && !Escaped.Contains(text[0]))
            {
                length += rune.Utf8SequenceLength;
                text = text[chars..];
                continue;
            }

            length += ShortEscape(text[0]) == 0 ? 6 : 2;
            text = text[1..];
        }

        return length;
    }

    /// <summary>Writes what an escaped string means, as UTF-8, and returns the number of bytes: never more than were read.</summary>
    public static int Unescape(ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        var written = 0;
        while (true)
        {
            var plain = escaped.IndexOf((byte)'\\');
            if (plain < 0) plain = escaped.Length;
            escaped[..plain].CopyTo(destination[written..]);
            written += plain;
            if (plain == escaped.Length) return written;
            escaped = escaped[plain..];
            written += UnescapeOne(ref escaped, destination[written..]);
        }
    }

    private static int UnescapeOne(ref ReadOnlySpan<byte> escaped, Span<byte> destination)
    {
        if (escaped[1] != 'u')
        {
            destination[0] = Meaning(escaped[1]);
            escaped = escaped[2..];
            return 1;
        }

        var high = CodeUnit(escaped);
        escaped = escaped[6..];
        if (!char.IsSurrogate(high)) return new Rune(high).EncodeToUtf8(destination);

        if (escaped is [(byte)'\\', (byte)'u', ..] && Rune.TryCreate(high, CodeUnit(escaped), out var pair))
        {
            escaped = escaped[6..];
            return pair.EncodeToUtf8(destination);
        }

        return Utf8Text.EncodeLoneSurrogate(high, destination);
    }

    private static char CodeUnit(ReadOnlySpan<byte> escape) =>
        (char)ushort.Parse(escape[2..6], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private static void WriteEscape(char c, ref Utf8Sink sink)
    {
        var letter = ShortEscape(c);
        if (letter != 0)
        {
            sink.Write([(byte)'\\', letter]);
            return;
        }

        Span<byte> escape = stackalloc byte[6];
        "\\u"u8.CopyTo(escape);
        ((ushort)c).TryFormat(escape[2..], out _, "x4", CultureInfo.InvariantCulture);
        sink.Write(escape);
    }

    private static byte ShortEscape(char c) => c switch
    {
        '"' => (byte)'"',
        '\\' => (byte)'\\',
        '\b' => (byte)'b',
        '\f' => (byte)'f',
        '\n' => (byte)'n',
        '\r' => (byte)'r',
        '\t' => (byte)'t',
        _ => 0,
    };

    private static byte Meaning(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'f' => (byte)'\f',
        (byte)'n' => (byte)'\n',
        (byte)'r' => (byte)'\r',
        (byte)'t' => (byte)'\t',
        _ => letter,
    };
}
