using System.Buffers.Binary;
using System.Text;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>The fields of a message of Protocol Buffers, by number, without knowing its schema.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public ProtobufMessage(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            var field = (int)(tag >> 3);
            switch (tag & 7)
            {
                case 0:
                    _fields.Add((field, Varint(ref bytes), default));
                    break;
                case 1:
                    _fields.Add((field, BinaryPrimitives.ReadUInt64LittleEndian(bytes.Span), default));
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    _fields.Add((field, 0, bytes[..length]));
                    bytes = bytes[length..];
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} is not expected.");
            }
        }
    }

    public IEnumerable<ProtobufMessage> Messages(int field) => _fields.Where(one => one.Field == field).Select(one => new ProtobufMessage(one.Bytes));

    /// <summary>Empty where it is not there.</summary>
    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    /// <inheritdoc cref="Text"/>
    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    /// <summary>0 where it is not there.</summary>
    public ulong Number(int field) => _fields.LastOrDefault(one => one.Field == field).Number;

    private ReadOnlyMemory<byte> Bytes(int field) => _fields.LastOrDefault(one => one.Field == field).Bytes;

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        var value = 0ul;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes.Span[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}
