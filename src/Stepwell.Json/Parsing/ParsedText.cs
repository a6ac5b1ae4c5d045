using Stepwell.Json.Text;

namespace Stepwell.Json.Parsing;

/// <summary>
/// JSON text with its token table. Never changes after parsing; indexes of large containers are added on first use, and any thread
/// may be the first.
/// </summary>
internal sealed partial class ParsedText(byte[] bytes, ulong[] slots)
{
    private const int None = -1;

    public JsonValue ValueAt(int slot)
    {
        var token = slots[slot];
        return Token.Kind(token) switch
        {
            JsonKind.Null => JsonValue.Null,
            JsonKind.Boolean => JsonValue.Boolean(Token.IsFlagged(token)),
            var kind => new JsonValue(this, kind, slot),
        };
    }

    /// <summary>The value's text as it came.</summary>
    public ReadOnlyMemory<byte> Raw(int slot)
    {
        var token = slots[slot];
        return bytes.AsMemory(Token.Start(token), Token.Length(token));
    }

    public ReadOnlySpan<byte> RawSpan(int slot)
    {
        var token = slots[slot];
        return bytes.AsSpan(Token.Start(token), Token.Length(token));
    }

    public int RawLength(int slot) => Token.Length(slots[slot]);

    /// <summary>The inside of a string, escapes as written.</summary>
    public ReadOnlySpan<byte> StringContent(int slot)
    {
        var token = slots[slot];
        return bytes.AsSpan(Token.Start(token) + 1, Token.Length(token) - 2);
    }

    public bool HasEscapes(int slot) => Token.IsFlagged(slots[slot]);

    public bool StringEquals(int slot, ReadOnlySpan<byte> utf8)
    {
        var content = StringContent(slot);
        return HasEscapes(slot) ? UnescapedText.AreEqual(content, utf8) : content.SequenceEqual(utf8);
    }

    public bool StringEquals(int slot, ReadOnlySpan<char> text)
    {
        var content = StringContent(slot);
        return HasEscapes(slot) ? UnescapedText.AreEqual(content, text) : Utf8Text.AreEqual(content, text);
    }

    /// <summary>Items of an array; members of an object, duplicates included.</summary>
    public int RawCount(int slot) => Token.Count(slots[slot + 1]);

    /// <summary>The slot after the value, and so the next item's or name's.</summary>
    public int Next(int slot) => slot + (Token.IsContainer(slots[slot]) ? Token.Span(slots[slot + 1]) : 1);

    /// <summary>How deep arrays and objects nest in the value.</summary>
    public int Depth(int slot)
    {
        if (!Token.IsContainer(slots[slot])) return 0;
        var depth = Token.Depth(slots[slot + 1]);
        return depth < Token.MaxKnownDepth ? depth : MeasureDepth(slot);
    }

    private int MeasureDepth(int slot)
    {
        var ends = new Stack<int>();
        var deepest = 0;
        for (var end = Next(slot); slot < end; slot++)
        {
            while (ends.TryPeek(out var innermost) && innermost <= slot) ends.Pop();
            if (!Token.IsContainer(slots[slot])) continue;
            ends.Push(Next(slot));
            deepest = Math.Max(deepest, ends.Count);
            slot++;
        }

        return deepest;
    }
}
