using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Stepwell.Wire.Streams;

/// <summary>The headers of a frame: a name, a type, and a value of that type.</summary>
internal sealed class EventHeaders
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    private enum HeaderType : byte
    {
        True,
        False,
        Byte,
        Short,
        Integer,
        Long,
        Bytes,
        Text,
        Timestamp,
    }

    public ReadOnlyMemory<byte> Written => _bytes.WrittenMemory;

    public void Clear() => _bytes.ResetWrittenCount();

    public void Add(string name, bool value) => Begin(name, value ? HeaderType.True : HeaderType.False);

    public void Add(string name, sbyte value)
    {
        Begin(name, HeaderType.Byte);
        _bytes.Write([(byte)value]);
    }

    public void Add(string name, short value)
    {
        Begin(name, HeaderType.Short);
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(2), value);
        _bytes.Advance(2);
    }

    public void Add(string name, int value)
    {
        Begin(name, HeaderType.Integer);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(4), value);
        _bytes.Advance(4);
    }

    public void Add(string name, long value) => AddLong(name, HeaderType.Long, value);

    public void Add(string name, DateTimeOffset value) => AddLong(name, HeaderType.Timestamp, value.ToUnixTimeMilliseconds());

    /// <exception cref="InvalidOperationException">It is longer than a header can be; so is a text.</exception>
    public void Add(string name, ReadOnlySpan<byte> value) => AddBytes(name, HeaderType.Bytes, value);

    public void Add(string name, string value) => AddBytes(name, HeaderType.Text, Encoding.UTF8.GetBytes(value));

    private void AddLong(string name, HeaderType type, long value)
    {
        Begin(name, type);
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(8), value);
        _bytes.Advance(8);
    }

    private void AddBytes(string name, HeaderType type, ReadOnlySpan<byte> value)
    {
        if (value.Length > short.MaxValue) throw new InvalidOperationException($"The header {name} of an event is too long");
        Begin(name, type);
        BinaryPrimitives.WriteInt16BigEndian(_bytes.GetSpan(2), (short)value.Length);
        _bytes.Advance(2);
        _bytes.Write(value);
    }

    private void Begin(string name, HeaderType type)
    {
        _bytes.Write([(byte)Encoding.UTF8.GetByteCount(name)]);
        Encoding.UTF8.GetBytes(name, _bytes);
        _bytes.Write([(byte)type]);
    }
}
