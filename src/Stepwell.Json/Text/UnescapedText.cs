using Stepwell.Json.Parsing;

namespace Stepwell.Json.Text;

/// <summary>What a string value says, as UTF-8 without escapes.</summary>
internal static class UnescapedText
{
    public const int ScratchLength = 256;

    /// <summary>A slice of the parsed text if possible, else in <paramref name="scratch"/> or, if that is too small, a new array.</summary>
    public static ReadOnlySpan<byte> Of(JsonValue text, Span<byte> scratch)
    {
        if (text.Store is string computed) return Of(computed, scratch);
        var parsed = (ParsedText)text.Store!;
        var content = parsed.StringContent(text.Slot);
        return parsed.HasEscapes(text.Slot) ? OfEscaped(content, scratch) : content;
    }

    /// <summary>The WTF-8 of <paramref name="text"/>, there likewise.</summary>
    public static ReadOnlySpan<byte> Of(ReadOnlySpan<char> text, Span<byte> scratch)
    {
        if (text.Length > scratch.Length / Utf8Text.MaxBytesPerChar)
        {
            var needed = Utf8Text.EncodedLength(text);
            if (needed > scratch.Length) scratch = new byte[needed];
        }

        return scratch[..Utf8Text.Encode(text, scratch)];
    }

    /// <summary>Whether the inside of a string, escapes as written, says <paramref name="utf8"/>.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> content, ReadOnlySpan<byte> utf8)
    {
        Span<byte> scratch = stackalloc byte[ScratchLength];
        return OfEscaped(content, scratch).SequenceEqual(utf8);
    }

    /// <summary>Whether the inside of a string, escapes as written, says <paramref name="text"/>.</summary>
    public static bool AreEqual(ReadOnlySpan<byte> content, ReadOnlySpan<char> text)
    {
        Span<byte> scratch = stackalloc byte[ScratchLength];
        return Utf8Text.AreEqual(OfEscaped(content, scratch), text);
    }

    private static ReadOnlySpan<byte> OfEscaped(ReadOnlySpan<byte> content, Span<byte> scratch)
    {
        if (content.Length > scratch.Length) scratch = new byte[content.Length];
        return scratch[..JsonText.Unescape(content, scratch)];
    }
}
