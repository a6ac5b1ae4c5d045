using System.Buffers.Binary;

namespace Stepwell.Wire.Cbor;

/// <summary>Takes a body apart into items. Everything is checked against the end of the body before it is believed.</summary>
internal ref struct CborItems(ReadOnlySpan<byte> body)
{
    public const int MaxDepth = 128;

    private readonly ReadOnlySpan<byte> _body = body;
    private int _at;

    public readonly bool IsAtEnd => _at == _body.Length;

    /// <exception cref="SerializationException">Here and in every method: the body ends too soon, or is not CBOR.</exception>
    public readonly CborHead Peek()
    {
        var copy = this;
        return copy.Next();
    }

    public CborHead Next()
    {
        var first = Take(1)[0];
        var info = (byte)(first & 0x1F);
        ulong argument = info switch
        {
            < 24 => info,
            24 => Take(1)[0],
            25 => BinaryPrimitives.ReadUInt16BigEndian(Take(2)),
            26 => BinaryPrimitives.ReadUInt32BigEndian(Take(4)),
            27 => BinaryPrimitives.ReadUInt64BigEndian(Take(8)),
            CborHead.Indefinite => 0,
            _ => throw Malformed(),
        };
        var head = new CborHead((CborMajor)(first >> 5), info, argument);
        return head.IsIndefinite && head.Major is CborMajor.Unsigned or CborMajor.Negative or CborMajor.Tag ? throw Malformed() : head;
    }

    /// <summary>The content of a text or byte string whose head has been read; a copy only when it comes in pieces.</summary>
    public ReadOnlySpan<byte> String(in CborHead head)
    {
        if (!head.IsIndefinite) return Take(head.Argument);
        var whole = new MemoryStream();
        while (true)
        {
            var piece = Next();
            if (piece.IsBreak) return whole.ToArray();
            if (piece.Major != head.Major || piece.IsIndefinite) throw Malformed();
            whole.Write(Take(piece.Argument));
        }
    }

    /// <summary>Passes over the next item and all that is in it.</summary>
    public void Skip(int depth)
    {
        if (depth == MaxDepth) throw TooDeep();
        var head = Next();
        switch (head.Major)
        {
            case CborMajor.Bytes or CborMajor.Text:
                String(head);
                break;
            case CborMajor.Array or CborMajor.Map:
                SkipItems(head, depth + 1);
                break;
            case CborMajor.Tag:
                Skip(depth + 1);
                break;
            case CborMajor.Simple when head.IsBreak:
                throw Malformed();
        }
    }

    public static SerializationException Malformed() => new("The request body is not valid CBOR");

    public static SerializationException TooDeep() => new("The request body is nested too deeply");

    private void SkipItems(in CborHead head, int depth)
    {
        var perEntry = head.Major == CborMajor.Map ? 2 : 1;
        for (ulong i = 0; head.IsIndefinite || i < head.Argument; i++)
        {
            if (head.IsIndefinite && Peek().IsBreak)
            {
                Next();
                return;
            }

            for (var part = 0; part < perEntry; part++) Skip(depth);
        }
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)(_body.Length - _at)) throw Malformed();
        var taken = _body.Slice(_at, (int)count);
        _at += (int)count;
        return taken;
    }
}
