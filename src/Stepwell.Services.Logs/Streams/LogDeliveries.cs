using Stepwell.Json;
using Stepwell.Partitions;

namespace Stepwell.Services.Logs.Streams;

/// <summary>Deliveries as bytes while they wait for their stream: a JSON array of times and messages in turn.</summary>
internal sealed class LogDeliveries : IMessageCodec
{
    public static readonly LogDeliveries Instance = new();

    private LogDeliveries()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message)
    {
        var lines = ((LogDelivery)message).Lines;
        var items = new JsonValue[lines.Count * 2];
        for (var i = 0; i < lines.Count; i++)
            (items[2 * i], items[(2 * i) + 1]) = (JsonValue.Number(lines[i].TimestampMs), JsonValue.String(lines[i].Message));
        return JsonValue.Array(items).ToUtf8Bytes();
    }

    public object FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var json = JsonValue.Parse(bytes);
        var lines = new LogLine[json.Count / 2];
        for (var i = 0; i < lines.Length; i++)
        {
            _ = json[2 * i].TryGetInt64(out var timestampMs);
            lines[i] = new LogLine(timestampMs, json[(2 * i) + 1].GetString());
        }
        return new LogDelivery(lines);
    }
}
