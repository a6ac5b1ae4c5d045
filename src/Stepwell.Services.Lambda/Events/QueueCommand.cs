using System.Text;
using Stepwell.Json;
using Stepwell.Partitions;

namespace Stepwell.Services.Lambda.Events;

/// <summary>Adds an event, from a caller or as the message of another queue.</summary>
internal sealed record QueueEvent(string RequestId, string? Qualifier, byte[] Payload, string? ClientContext, string? TraceHeader);

/// <summary>The event is durable.</summary>
internal sealed class EventQueued
{
    public static readonly EventQueued Instance = new();

    private EventQueued()
    {
    }
}

/// <summary>Begins what is due, as far as it may run.</summary>
internal sealed class ContinueQueue
{
    public static readonly ContinueQueue Instance = new();

    private ContinueQueue()
    {
    }
}

/// <summary>Lets more of it run at a time, if those that run take long.</summary>
internal sealed class GrowQueue
{
    public static readonly GrowQueue Instance = new();

    private GrowQueue()
    {
    }
}

/// <summary>An attempt at an event is over.</summary>
internal sealed record AttemptEnded(EventRow Event, AttemptResult Result);

/// <summary>Events as bytes while they wait for their queue: an array, with null for what there is not.</summary>
internal sealed class QueueMessages : IMessageCodec
{
    public static readonly QueueMessages Instance = new();

    private QueueMessages()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message)
    {
        var queued = (QueueEvent)message;
        return JsonValue.Array(
            JsonValue.String(queued.RequestId),
            Text(queued.Qualifier),
            JsonValue.String(Encoding.UTF8.GetString(queued.Payload)),
            Text(queued.ClientContext),
            Text(queued.TraceHeader)).ToUtf8Bytes();
    }

    public object FromBytes(ReadOnlyMemory<byte> bytes)
    {
        var json = JsonValue.Parse(bytes);
        return new QueueEvent(
            json[0].GetString(), TextOf(json[1]), Encoding.UTF8.GetBytes(json[2].GetString()), TextOf(json[3]), TextOf(json[4]));
    }

    private static JsonValue Text(string? text) => text is null ? JsonValue.Null : JsonValue.String(text);

    private static string? TextOf(JsonValue value) => value.IsNull ? null : value.GetString();
}
