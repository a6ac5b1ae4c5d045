using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Conformance;

/// <summary>CBOR as JSON, for comparisons: tags are left out, bytes are Base64, floats that are not finite are strings.</summary>
internal sealed class CborText(byte[] bytes)
{
    private int _at;

    public static JsonNode? Read(byte[] bytes) => new CborText(bytes).Value();

    private JsonNode? Value()
    {
        var first = bytes[_at++];
        var (major, info) = (first >> 5, first & 0x1F);
        return major switch
        {
            0 => JsonValue.Create(Argument(info)),
            1 => JsonValue.Create(-1 - (long)Argument(info)),
            2 => JsonValue.Create(Convert.ToBase64String(Bytes(info))),
            3 => JsonValue.Create(Encoding.UTF8.GetString(Bytes(info))),
            4 => Array(info),
            5 => Map(info),
            6 => Tagged(info),
            _ => Simple(info),
        };
    }

    private JsonNode? Tagged(int info)
    {
        Argument(info);
        return Value();
    }

    private JsonValue? Simple(int info) => info switch
    {
        20 => JsonValue.Create(false),
        21 => JsonValue.Create(true),
        22 or 23 => null,
        25 => Number((double)BitConverter.UInt16BitsToHalf((ushort)Argument(info))),
        26 => Number(BitConverter.UInt32BitsToSingle((uint)Argument(info))),
        27 => Number(BitConverter.UInt64BitsToDouble(Argument(info))),
        _ => throw new FormatException($"Simple value {info}"),
    };

    private static JsonValue Number(double number) => double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString());

    private JsonArray Array(int info)
    {
        var array = new JsonArray();
        for (var left = Length(info); left != 0 && !IsBreak(left); left--) array.Add(Value());
        return array;
    }

    private JsonObject Map(int info)
    {
        var map = new JsonObject();
        for (var left = Length(info); left != 0 && !IsBreak(left); left--) map.Add((string)Value()!, Value());
        return map;
    }

    private byte[] Bytes(int info)
    {
        var length = Length(info);
        if (length >= 0)
        {
            _at += (int)length;
            return bytes[(_at - (int)length).._at];
        }

        var whole = new List<byte>();
        while (!IsBreak(-1)) whole.AddRange(Bytes(bytes[_at++] & 0x1F));
        return [.. whole];
    }

    private long Length(int info) => info == 31 ? -1 : (long)Argument(info);

    private bool IsBreak(long left)
    {
        if (left >= 0 || bytes[_at] != 0xFF) return false;
        _at++;
        return true;
    }

    private ulong Argument(int info)
    {
        if (info < 24) return (ulong)info;
        var size = 1 << (info - 24);
        var padded = new byte[8];
        bytes.AsSpan(_at, size).CopyTo(padded.AsSpan(8 - size));
        _at += size;
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
