using System.Buffers;
using System.Buffers.Binary;
using Stepwell.Json;

namespace Stepwell.States.Events.Encoding;

/// <summary>
/// Fields of journal entries as bytes. A text or JSON value that the same record already holds is written as a reference to it,
/// so a payload that passes through ten states unchanged is stored once.
/// </summary>
internal sealed class JournalWriter
{
    private const int MaxLookBack = 32;

    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly List<JsonValue> _values = [];
    private readonly List<string> _texts = [];

    public byte[] ToArray() => _buffer.WrittenSpan.ToArray();

    public void Byte(byte value)
    {
        _buffer.GetSpan(1)[0] = value;
        _buffer.Advance(1);
    }

    public void Fixed64(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.GetSpan(8), value);
        _buffer.Advance(8);
    }

    /// <summary>Seven bits a byte, least significant first; for numbers that are not negative.</summary>
    public void Number(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        var span = _buffer.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            span[length++] = (byte)(value | 0x80);
        span[length++] = (byte)value;
        _buffer.Advance(length);
    }

    public void OptionalNumber(long? value) => Number(value is { } number ? number + 1 : 0);

    public void Time(DateTimeOffset time) => Fixed64(time.UtcTicks);

    public void OptionalTime(DateTimeOffset? time) => Fixed64(time?.UtcTicks ?? 0);

    /// <summary>0 null, 1 new, n a text already written.</summary>
    public void Text(string? text)
    {
        if (text is null)
        {
            Number(0);
            return;
        }
        for (var i = _texts.Count - 1; i >= 0 && i >= _texts.Count - MaxLookBack; i--)
        {
            if (_texts[i] == text)
            {
                Number(i + 2);
                return;
            }
        }
        _texts.Add(text);
        Number(1);
        var length = System.Text.Encoding.UTF8.GetByteCount(text);
        Number(length);
        System.Text.Encoding.UTF8.GetBytes(text, _buffer.GetSpan(length));
        _buffer.Advance(length);
    }

    /// <summary>0 missing, 1 new, n a value already written.</summary>
    public void Value(JsonValue value)
    {
        if (value.IsMissing)
        {
            Number(0);
            return;
        }
        for (var i = _values.Count - 1; i >= 0 && i >= _values.Count - MaxLookBack; i--)
        {
            if (_values[i].SameAs(value))
            {
                Number(i + 2);
                return;
            }
        }
        _values.Add(value);
        Number(1);
        Number(value.Utf8Length);
        value.WriteTo(_buffer);
    }
}
