using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace Stepwell.Wire.Tests.Support;

/// <summary>One frame of an event stream, taken apart as a client would, with its checksums checked.</summary>
/// <param name="Headers">By name: an object with the type and the value, as Smithy's cases have it.</param>
/// <param name="Payload">What follows them.</param>
internal sealed record EventFrame(JsonObject Headers, byte[] Payload)
{
    public static List<EventFrame> ReadAll(ReadOnlySpan<byte> bytes)
    {
        List<EventFrame> frames = [];
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
            frames.Add(Read(bytes[..length]));
            bytes = bytes[length..];
        }

        return frames;
    }

    private static EventFrame Read(ReadOnlySpan<byte> frame)
    {
        var headersLength = BinaryPrimitives.ReadInt32BigEndian(frame[4..]);
        Assert.Equal(Checksum(frame[..8]), BinaryPrimitives.ReadUInt32BigEndian(frame[8..]));
        Assert.Equal(Checksum(frame[..^4]), BinaryPrimitives.ReadUInt32BigEndian(frame[^4..]));
        var headers = new JsonObject();
        for (var rest = frame.Slice(12, headersLength); !rest.IsEmpty;)
        {
            var name = Encoding.UTF8.GetString(rest.Slice(1, rest[0]));
            var type = rest[1 + rest[0]];
            rest = rest[(2 + rest[0])..];
            headers[name] = Value(type, ref rest);
        }

        return new EventFrame(headers, frame[(12 + headersLength)..^4].ToArray());
    }

    private static JsonObject Value(byte type, ref ReadOnlySpan<byte> rest)
    {
        switch (type)
        {
            case 0 or 1: return new() { ["boolean"] = type == 0 };
            case 2: return new() { ["byte"] = (sbyte)Take(ref rest, 1)[0] };
            case 3: return new() { ["short"] = BinaryPrimitives.ReadInt16BigEndian(Take(ref rest, 2)) };
            case 4: return new() { ["integer"] = BinaryPrimitives.ReadInt32BigEndian(Take(ref rest, 4)) };
            case 5: return new() { ["long"] = BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, 8)) };
            case 6: return new() { ["blob"] = Convert.ToBase64String(Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2)))) };
            case 7: return new() { ["string"] = Encoding.UTF8.GetString(Take(ref rest, BinaryPrimitives.ReadUInt16BigEndian(Take(ref rest, 2)))) };
            case 8:
                var time = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(Take(ref rest, 8)));
                return new() { ["timestamp"] = time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") };
            default: throw new InvalidDataException($"The header type {type} is unknown");
        }
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> rest, int count)
    {
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }

    /// <summary>CRC-32 as the standard defines it, bit by bit.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var state = uint.MaxValue;
        foreach (var unit in bytes)
        {
            state ^= unit;
            for (var bit = 0; bit < 8; bit++) state = (state & 1) == 0 ? state >> 1 : (state >> 1) ^ 0xEDB88320;
        }

        return ~state;
    }
}
