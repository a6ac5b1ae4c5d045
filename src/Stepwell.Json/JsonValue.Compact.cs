namespace Stepwell.Json;

public readonly partial struct JsonValue
{
    private static readonly JsonParseOptions Deep = new() { MaxDepth = JsonDepthException.MaxDepth };

    /// <summary>
    /// The value without white space between its tokens; itself where there is none. Numbers, escapes and order stay as written.
    /// </summary>
    public JsonValue Compact()
    {
        if (Kind is not (JsonKind.Array or JsonKind.Object))
            return this;
        var text = AsUtf8Memory();
        var first = NextSpace(text.Span, 0);
        return first < 0 ? this : Parse(WithoutSpaces(text.Span, first), Deep);
    }

    private static byte[] WithoutSpaces(ReadOnlySpan<byte> text, int firstSpace)
    {
        var compact = new byte[text.Length - 1];
        text[..firstSpace].CopyTo(compact);
        var length = firstSpace;
        var from = firstSpace + 1;
        while (from < text.Length)
        {
            var next = NextSpace(text, from);
            var end = next < 0 ? text.Length : next;
            text[from..end].CopyTo(compact.AsSpan(length));
            length += end - from;
            from = end + 1;
        }
        return compact[..length];
    }

    /// <summary>Where the next white space outside of strings is, from a place that is outside; negative when there is none.</summary>
    private static int NextSpace(ReadOnlySpan<byte> text, int from)
    {
        var isInString = false;
        for (var i = from; i < text.Length; i++)
        {
            var octet = text[i];
            if (isInString && octet == '\\')
                i++;
            else if (octet == '"')
                isInString = !isInString;
            else if (!isInString && (octet is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return i;
        }
        return -1;
    }
}
