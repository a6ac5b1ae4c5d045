using Stepwell.Json.Parsing;

namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    /// <summary>The same value without white space between its tokens: itself where there is none, and where it was computed.</summary>
    public JsonValue Compact()
    {
        if (_store is not ParsedText parsed || !(IsArray || IsObject)) return this;
        var raw = parsed.RawSpan(Slot);
        if (raw.IndexOfAny(" \t\r\n"u8) < 0) return this;
        var compact = new byte[raw.Length];
        var length = CopyTokens(raw, compact);
        return length == raw.Length ? this : Parse(compact.AsMemory(0, length), new JsonParseOptions { MaxDepth = JsonDepthException.MaxDepth });
    }

    private static int CopyTokens(ReadOnlySpan<byte> text, Span<byte> tokens)
    {
        var length = 0;
        var isInString = false;
        for (var i = 0; i < text.Length; i++)
        {
            var octet = text[i];
            if (!isInString && IsWhiteSpace(octet)) continue;
            tokens[length++] = octet;
            if (octet == '"') isInString = !isInString;
            else if (isInString && octet == '\\') tokens[length++] = text[++i];
        }

        return length;
    }

    private static bool IsWhiteSpace(byte octet) => octet is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
