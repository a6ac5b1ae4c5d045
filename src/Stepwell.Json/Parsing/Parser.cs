using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Unicode;
using Stepwell.Json.Text;

namespace Stepwell.Json.Parsing;

/// <summary>
/// RFC 8259, strictly, in one pass from UTF-8 to the token table. Iterative: nesting costs table slots, never stack.
/// The methods that read take the position where they start and return the one after what they read, or <see cref="Failed"/>;
/// handed on that way it stays in a register.
/// </summary>
internal ref struct Parser
{
    private const int Failed = -1;
    private const int End = -1;
    private const int None = -1;

    /// <summary>The array up to the end of the text, so that positions are those of the table.</summary>
    private readonly ReadOnlySpan<byte> _text;
    private readonly int _maxDepth;
    private ulong[] _slots;
    private int _used;

    /// <summary>The innermost open array or object, and the bracket that closes it.</summary>
    private int _open = None;
    private int _closer = None;
    private int _depth;

    private string? _problem;
    private int _problemAt;

    private Parser(ArraySegment<byte> segment, int maxDepth)
    {
        _text = segment.Array.AsSpan(0, segment.Offset + segment.Count);
        _maxDepth = maxDepth;
        _slots = ArrayPool<ulong>.Shared.Rent(Math.Max(64, segment.Count / 6));
    }

    private readonly bool InObject => _closer == '}';

    /// <summary>The token table of the one value in a part of an array, or null and the error.</summary>
    public static ulong[]? Parse(ArraySegment<byte> segment, JsonParseOptions options, out JsonParseError error)
    {
        error = default;
        ReadOnlySpan<byte> text = segment;
        if (text.Length > Token.MaxTextLength)
        {
            error = JsonParseError.At(text, 0, $"The text is longer than {Token.MaxTextLength} bytes");
            return null;
        }

        if (!Utf8.IsValid(text))
        {
            error = JsonParseError.At(text, Utf8Text.IndexOfInvalid(text), "The text is not valid UTF-8");
            return null;
        }

        var parser = new Parser(segment, options.MaxDepth);
        try
        {
            if (parser.ReadText(segment.Offset)) return parser.CopySlots();
            error = JsonParseError.At(text, parser._problemAt - segment.Offset, parser._problem!);
            return null;
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(parser._slots);
        }
    }

    private readonly ulong[] CopySlots()
    {
        var slots = GC.AllocateUninitializedArray<ulong>(_used);
        _slots.AsSpan(0, _used).CopyTo(slots);
        return slots;
    }

    private bool ReadText(int at)
    {
        do
        {
            at = SkipSpace(at);
            var first = ByteAt(at);
            if (first is '{' or '[')
            {
                at = Open(at, first);
                if (at == Failed) return false;
                if (ByteAt(at) != _closer)
                {
                    at = ReadNameInObject(at);
                    continue;
                }

                at = Close(at);
            }
            else
            {
                at = ReadScalar(at, first);
                if (at == Failed) return false;
            }

            at = ReadAfterValue(at);
        }
        while (at != Failed && _open != None);

        return at != Failed;
    }

    /// <summary>Closes what ends here. Goes on to the next value, or to the end of the text with nothing open.</summary>
    private int ReadAfterValue(int at)
    {
        while (true)
        {
            at = SkipSpace(at);
            var next = ByteAt(at);
            if (_open == None) return next == End ? at : Fail("Expected the end of the text", at);
            if (next == ',') return ReadNameInObject(at + 1);
            if (next != _closer) return Fail(InObject ? "Expected ',' or '}'" : "Expected ',' or ']'", at);
            at = Close(at);
        }
    }

    private int ReadNameInObject(int at)
    {
        if (!InObject) return at;
        at = SkipSpace(at);
        if (ByteAt(at) != '"') return Fail("Expected a member name in double quotes", at);
        at = ReadString(at);
        if (at == Failed) return Failed;
        at = SkipSpace(at);
        return ByteAt(at) == ':' ? at + 1 : Fail("Expected ':'", at);
    }

    private int ReadScalar(int at, int first)
    {
        if (_open != None) _slots[_open + 1] = Token.OneMore(_slots[_open + 1]);
        return first switch
        {
            '"' => ReadString(at),
            '-' or (>= '0' and <= '9') => ReadNumber(at),
            't' => ReadLiteral(at, "true"u8, JsonKind.Boolean, Token.Flag),
            'f' => ReadLiteral(at, "false"u8, JsonKind.Boolean, 0),
            'n' => ReadLiteral(at, "null"u8, JsonKind.Null, 0),
            _ => Fail("Expected a value", at),
        };
    }

    private int ReadString(int at)
    {
        var flag = 0UL;
        var end = StringScan.IndexOfSpecial(_text, at + 1);
        while (ByteAt(end) != '"')
        {
            var problem = StringScan.CheckSpecial(_text[end..], out var length);
            if (problem is not null) return Fail(problem, end);
            end = StringScan.IndexOfSpecial(_text, end + length);
            flag = Token.Flag;
        }

        end++;
        Push(Token.Create(JsonKind.String, at, end - at) | flag);
        return end;
    }

    private int ReadNumber(int at)
    {
        var end = NumberScan.FindEnd(_text, at, out var problem);
        if (problem is not null) return Fail(problem, end);
        Push(Token.Create(JsonKind.Number, at, end - at));
        return end;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int ReadLiteral(int at, ReadOnlySpan<byte> literal, JsonKind kind, ulong flag)
    {
        if (!_text[at..].StartsWith(literal)) return Fail("Expected a value", at);
        Push(Token.Create(kind, at, literal.Length) | flag);
        return at + literal.Length;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Open(int at, int bracket)
    {
        if (_depth == _maxDepth) return Fail($"More than {_maxDepth} levels of nesting", at);
        _depth++;
        Push(Token.Create(bracket == '{' ? JsonKind.Object : JsonKind.Array, at, 0));
        Push(Token.CreateExtent(_open == None ? 0 : _open, 0, 0));
        _open = _used - 2;
        _closer = bracket == '{' ? '}' : ']';
        return SkipSpace(at + 1);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Close(int at)
    {
        at++;
        var token = _slots[_open];
        var extent = _slots[_open + 1];
        var start = Token.Start(token);
        var count = Token.Count(extent);
        var depth = Math.Min(Token.Depth(extent) + 1, Token.MaxKnownDepth);
        var closed = Token.Create(Token.Kind(token), start, at - start);
        if (InObject && new DuplicateNames(_text, _slots).MayBeIn(_open + 2, count)) closed |= Token.Flag;
        _slots[_open] = closed;
        _slots[_open + 1] = Token.CreateExtent(_used - _open, count, depth);

        _depth--;
        _open = _depth == 0 ? None : Token.Span(extent);
        if (_open == None) return at;

        _closer = Token.Kind(_slots[_open]) == JsonKind.Object ? '}' : ']';
        ref var outer = ref _slots[_open + 1];
        outer = Token.CreateExtent(Token.Span(outer), Token.Count(outer) + 1, Math.Max(Token.Depth(outer), depth));
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int ByteAt(int at) => (uint)at < (uint)_text.Length ? _text[at] : End;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly int SkipSpace(int at)
    {
        while ((uint)at < (uint)_text.Length && _text[at] <= ' ' && IsSpace(_text[at])) at++;
        return at;
    }

    private static bool IsSpace(byte b) => b is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Push(ulong slot)
    {
        if (_used == _slots.Length) Grow();
        _slots[_used++] = slot;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow()
    {
        var larger = ArrayPool<ulong>.Shared.Rent(_slots.Length * 2);
        _slots.AsSpan(0, _used).CopyTo(larger);
        ArrayPool<ulong>.Shared.Return(_slots);
        _slots = larger;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Fail(string problem, int at)
    {
        var isCutShort = at == _text.Length && problem.StartsWith("Expected", StringComparison.Ordinal);
        _problem = isCutShort ? $"{problem}, but the text ends" : problem;
        _problemAt = at;
        return Failed;
    }
}
