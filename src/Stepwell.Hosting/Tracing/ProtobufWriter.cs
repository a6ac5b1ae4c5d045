using System.Buffers.Binary;
using System.Text;

namespace Stepwell.Hosting.Tracing;

/// <summary>Writes messages of Protocol Buffers. Not thread-safe.</summary>
/// <remarks>Protocol Buffers documentation, "Encoding".</remarks>
internal sealed class ProtobufWriter
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int LengthDelimited = 2;

    /// <summary>Lengths of nested messages are known only afterwards, so that each gets the place of a large one.</summary>
    private const int LengthBytes = 4;

    private byte[] _bytes = new byte[64 << 10];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    /// <summary>Begins a nested message.</summary>
    /// <returns>For <see cref="End"/>.</returns>
    public int Begin(int field)
    {
        Tag(field, LengthDelimited);
        Reserve(LengthBytes);
        Length += LengthBytes;
        return Length;
    }

    public void End(int begun)
    {
        var length = Length - begun;
        if (length >= 1 << (7 * LengthBytes))
            throw new InvalidOperationException($"A message of {length} bytes is too long.");
        for (var i = 0; i < LengthBytes; i++)
            _bytes[begun - LengthBytes + i] = (byte)(((length >> (7 * i)) & 0x7f) | (i < LengthBytes - 1 ? 0x80 : 0));
    }

    public void Number(int field, long value)
    {
        Tag(field, Varint);
        WriteVarint((ulong)value);
    }

    public void Fixed(int field, ulong value)
    {
        Tag(field, Fixed64);
        Reserve(sizeof(ulong));
        BinaryPrimitives.WriteUInt64LittleEndian(_bytes.AsSpan(Length), value);
        Length += sizeof(ulong);
    }

    /// <summary>Bytes that read as the numbers do, most significant first.</summary>
    public void BigEndian(int field, params ReadOnlySpan<ulong> values)
    {
        Tag(field, LengthDelimited);
        WriteVarint((ulong)(values.Length * sizeof(ulong)));
        Reserve(values.Length * sizeof(ulong));
        foreach (var value in values)
        {
            BinaryPrimitives.WriteUInt64BigEndian(_bytes.AsSpan(Length), value);
            Length += sizeof(ulong);
        }
    }

    public void Text(int field, string text)
    {
        Tag(field, LengthDelimited);
        var count = Encoding.UTF8.GetByteCount(text);
        WriteVarint((ulong)count);
        Reserve(count);
        Length += Encoding.UTF8.GetBytes(text, _bytes.AsSpan(Length));
    }

    private void Tag(int field, int wireType) => WriteVarint((ulong)((field << 3) | wireType));

    private void WriteVarint(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[Length++] = (byte)value;
    }

    private void Reserve(int count)
    {
        if (_bytes.Length - Length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
    }
}
