using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Cbor;

/// <summary>Reads shapes as rpc-v2-cbor has them. Outside of a call it stands before the value to be read next.</summary>
internal ref struct CborShapeReader(ReadOnlySpan<byte> body) : IShapeReader
{
    private const long Unbounded = -1;

    private readonly Stack<long> _remaining = new();
    private CborItems _items = new(body);

    /// <summary>Makes sure that nothing follows the value.</summary>
    public readonly void End()
    {
        if (!_items.IsAtEnd) throw CborItems.Malformed();
    }

    public void BeginStructure() => Begin(CborMajor.Map, "a structure");

    public bool NextMember(MemberTable members, ref int index)
    {
        while (Next())
        {
            var key = _items.Next();
            if (key.Major != CborMajor.Text) throw Mismatch(key, "a member's name");
            var found = members.IndexOf(_items.String(key), index + 1);
            if (found < 0)
            {
                _items.Skip(_remaining.Count);
                continue;
            }

            if (TryReadNull()) continue;
            index = found;
            return true;
        }

        return false;
    }

    public void BeginList(ListNames names) => Begin(CborMajor.Array, "a list");

    public bool NextElement() => Next();

    public void BeginMap(MapNames names) => Begin(CborMajor.Map, "a map");

    public bool NextEntry(out string key)
    {
        key = "";
        if (!Next()) return false;
        key = ReadString();
        return true;
    }

    public bool TryReadNull()
    {
        if (!_items.Peek().IsNull) return false;
        _items.Next();
        return true;
    }

    public string ReadString()
    {
        var head = _items.Next();
        if (head.Major != CborMajor.Text) throw Mismatch(head, "a string");
        var bytes = _items.String(head);
        return Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : throw new SerializationException("A string of the request body is not valid UTF-8");
    }

    public bool ReadBoolean()
    {
        var head = _items.Next();
        return head is { Major: CborMajor.Simple, Info: CborHead.True or CborHead.False } ? head.Info == CborHead.True : throw Mismatch(head, "a boolean");
    }

    public int ReadInteger() => ReadLong() is >= int.MinValue and <= int.MaxValue and var value
        ? (int)value
        : throw new SerializationException("A number of the request body does not fit into an integer");

    public long ReadLong()
    {
        var head = _items.Next();
        if (head.Argument > long.MaxValue) throw new SerializationException("A number of the request body does not fit into a long");
        return head.Major switch
        {
            CborMajor.Unsigned => (long)head.Argument,
            CborMajor.Negative => -1 - (long)head.Argument,
            _ => throw Mismatch(head, "an integer"),
        };
    }

    public float ReadFloat() => (float)ReadDouble();

    public double ReadDouble()
    {
        var head = _items.Next();
        return (head.Major, head.Info) switch
        {
            (CborMajor.Unsigned, _) => head.Argument,
            (CborMajor.Negative, _) => -1 - (double)head.Argument,
            (CborMajor.Simple, CborHead.Half) => (double)BitConverter.UInt16BitsToHalf((ushort)head.Argument),
            (CborMajor.Simple, CborHead.Single) => BitConverter.UInt32BitsToSingle((uint)head.Argument),
            (CborMajor.Simple, CborHead.Double) => BitConverter.UInt64BitsToDouble(head.Argument),
            _ => throw Mismatch(head, "a number"),
        };
    }

    public ReadOnlyMemory<byte> ReadBlob()
    {
        var head = _items.Next();
        return head.Major == CborMajor.Bytes ? _items.String(head).ToArray() : throw Mismatch(head, "a blob");
    }

    public DateTimeOffset ReadTimestamp(TimestampFormat format)
    {
        var tag = _items.Peek();
        if (tag.Major == CborMajor.Tag)
        {
            if (tag.Argument != CborHead.EpochTag) throw Mismatch(tag, "a timestamp");
            _items.Next();
        }

        var head = _items.Peek();
        var isRead = head.Major is CborMajor.Unsigned or CborMajor.Negative
            ? Timestamps.TryFromSeconds((decimal)ReadLong(), out var value)
            : Timestamps.TryFromSeconds(ReadDouble(), out value);
        return isRead ? value : throw new SerializationException("A timestamp of the request body is out of range");
    }

    public readonly JsonElement ReadDocument() => throw new NotSupportedException("The protocol rpc-v2-cbor has no documents.");

    private void Begin(CborMajor major, string expected)
    {
        var head = _items.Next();
        if (head.Major != major) throw Mismatch(head, expected);
        if (_remaining.Count == CborItems.MaxDepth) throw CborItems.TooDeep();
        // A length that the body cannot hold ends at the end of the body.
        _remaining.Push(head.IsIndefinite ? Unbounded : (long)Math.Min(head.Argument, long.MaxValue));
    }

    private bool Next()
    {
        var left = _remaining.Pop();
        if (left == Unbounded ? EndsHere() : left == 0) return false;
        _remaining.Push(left == Unbounded ? left : left - 1);
        return true;
    }

    private bool EndsHere()
    {
        if (!_items.Peek().IsBreak) return false;
        _items.Next();
        return true;
    }

    private static SerializationException Mismatch(in CborHead found, string expected) => new($"{found.Major} found where {expected} is expected");
}
