using System.Buffers.Binary;
using Stepwell.Json;

namespace Stepwell.States.Events.Encoding;

/// <summary>The counterpart of <see cref="JournalWriter"/>. JSON values keep pointing into the memory they were read from.</summary>
internal sealed class JournalReader(ReadOnlyMemory<byte> bytes)
{
    /// <summary>As deep as a value can be that was written.</summary>
    private static readonly JsonParseOptions Deep = new() { MaxDepth = JsonDepthException.MaxDepth };

    private readonly List<JsonValue> _values = [];
    private readonly List<string> _texts = [];
    private int _position;

    public bool AtEnd => _position == bytes.Length;

    public byte Byte() => Take(1).Span[0];

    public long Fixed64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    public long Number()
    {
        var value = 0L;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }
        throw new InvalidDataException("A number in the journal does not end.");
    }

    public int Int() => checked((int)Number());

    public long? OptionalNumber() => Number() is > 0 and var value ? value - 1 : null;

    public DateTimeOffset Time() => new(Fixed64(), TimeSpan.Zero);

    public DateTimeOffset? OptionalTime() => Fixed64() is not 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    public string? OptionalText()
    {
        switch (Int())
        {
            case 0:
                return null;
            case 1:
                var text = System.Text.Encoding.UTF8.GetString(Take(Int()).Span);
                _texts.Add(text);
                return text;
            case var known:
                return _texts[known - 2];
        }
    }

    public string Text() => OptionalText() ?? throw new InvalidDataException("A text is missing in the journal.");

    public JsonValue Value()
    {
        switch (Int())
        {
            case 0:
                return default;
            case 1:
                var value = JsonValue.Parse(Take(Int()), Deep);
                _values.Add(value);
                return value;
            case var known:
                return _values[known - 2];
        }
    }

    private ReadOnlyMemory<byte> Take(int length)
    {
        if (length > bytes.Length - _position)
            throw new InvalidDataException("The journal record is cut off.");
        var slice = bytes.Slice(_position, length);
        _position += length;
        return slice;
    }
}
