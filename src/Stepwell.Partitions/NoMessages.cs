namespace Stepwell.Partitions;

/// <summary>For kinds of entities that nobody sends messages to.</summary>
public sealed class NoMessages : IMessageCodec
{
    public static readonly NoMessages Instance = new();

    private NoMessages()
    {
    }

    public ReadOnlyMemory<byte> ToBytes(object message) => throw new NotSupportedException("This kind of entity takes no messages.");

    public object FromBytes(ReadOnlyMemory<byte> bytes) => throw new NotSupportedException("This kind of entity takes no messages.");
}
