namespace Stepwell.Wire.Streams;

/// <summary>One event of a stream; the generator writes one implementation per stream of a model.</summary>
public interface IStreamedEvent
{
    void Write(EventFrameWriter frame);

    /// <summary>What the stream calls an error; null: it does not know it.</summary>
    static abstract string? NameOf(AwsException error);
}
