using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Cbor;

/// <summary>Writes shapes as rpc-v2-cbor has them. Structures, lists and maps have an end in place of a length.</summary>
internal readonly struct CborShapeWriter(IBufferWriter<byte> output) : IShapeWriter
{
    private const byte Break = 0xFF;

    public void BeginStructure() => Begin(CborMajor.Map);

    public void Member(in Member member) => WriteText(member.Name.EncodedUtf8Bytes);

    public void EndStructure() => End();

    public void BeginList(ListNames names) => Begin(CborMajor.Array);

    public void EndList() => End();

    public void BeginMap(MapNames names) => Begin(CborMajor.Map);

    public void Key(string key) => WriteString(key);

    public void EndMap() => End();

    public void WriteNull() => WriteSimple(CborHead.Null);

    public void WriteString(string value)
    {
        WriteHead(CborMajor.Text, (ulong)Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, output);
    }

    public void WriteBoolean(bool value) => WriteSimple(value ? CborHead.True : CborHead.False);

    public void WriteByte(sbyte value) => WriteInteger(value);

    public void WriteShort(short value) => WriteInteger(value);

    public void WriteInteger(int value) => WriteLong(value);

    public void WriteLong(long value)
    {
        if (value >= 0) WriteHead(CborMajor.Unsigned, (ulong)value);
        else WriteHead(CborMajor.Negative, (ulong)(-1 - value));
    }

    public void WriteFloat(float value)
    {
        var bytes = output.GetSpan(5);
        bytes[0] = First(CborMajor.Simple, CborHead.Single);
        BinaryPrimitives.WriteSingleBigEndian(bytes[1..], value);
        output.Advance(5);
    }

    public void WriteDouble(double value)
    {
        var bytes = output.GetSpan(9);
        bytes[0] = First(CborMajor.Simple, CborHead.Double);
        BinaryPrimitives.WriteDoubleBigEndian(bytes[1..], value);
        output.Advance(9);
    }

    public void WriteBlob(ReadOnlyMemory<byte> value)
    {
        WriteHead(CborMajor.Bytes, (ulong)value.Length);
        output.Write(value.Span);
    }

    /// <remarks>The format of the model does not matter in this protocol.</remarks>
    public void WriteTimestamp(DateTimeOffset value, TimestampFormat format)
    {
        WriteHead(CborMajor.Tag, CborHead.EpochTag);
        var milliseconds = value.ToUnixTimeMilliseconds();
        if (milliseconds % 1000 == 0) WriteLong(milliseconds / 1000);
        else WriteDouble(milliseconds / 1000d);
    }

    public void WriteDocument(JsonElement value) => throw new NotSupportedException("The protocol rpc-v2-cbor has no documents.");

    private void Begin(CborMajor major) => output.Write([First(major, CborHead.Indefinite)]);

    private void End() => output.Write([Break]);

    private void WriteSimple(byte value) => output.Write([First(CborMajor.Simple, value)]);

    private void WriteText(ReadOnlySpan<byte> utf8)
    {
        WriteHead(CborMajor.Text, (ulong)utf8.Length);
        output.Write(utf8);
    }

    private void WriteHead(CborMajor major, ulong argument)
    {
        var bytes = output.GetSpan(9);
        output.Advance(argument switch
        {
            < 24 => Write(bytes, First(major, (byte)argument)),
            <= byte.MaxValue => Write(bytes, First(major, 24)) + Write(bytes[1..], (byte)argument),
            <= ushort.MaxValue => Wide(bytes, First(major, 25), sizeof(ushort), argument),
            <= uint.MaxValue => Wide(bytes, First(major, 26), sizeof(uint), argument),
            _ => Wide(bytes, First(major, 27), sizeof(ulong), argument),
        });
    }

    private static int Write(Span<byte> bytes, byte value)
    {
        bytes[0] = value;
        return 1;
    }

    private static int Wide(Span<byte> bytes, byte first, int size, ulong argument)
    {
        bytes[0] = first;
        for (var i = 0; i < size; i++) bytes[1 + i] = (byte)(argument >> (8 * (size - 1 - i)));
        return 1 + size;
    }

    private static byte First(CborMajor major, byte info) => (byte)(((int)major << 5) | info);
}
