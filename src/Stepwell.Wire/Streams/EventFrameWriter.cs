using System.Buffers;
using System.Buffers.Binary;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.Shapes;

namespace Stepwell.Wire.Streams;

/// <summary>
/// Builds one frame of <c>application/vnd.amazon.eventstream</c> at a time: lengths, a checksum of them, headers, payload, and a checksum of
/// all. Not thread-safe.
/// </summary>
/// <seealso href="https://smithy.io/2.0/aws/amazon-eventstream.html"/>
public sealed class EventFrameWriter
{
    private const int PreludeBytes = 12;
    private const int ChecksumBytes = 4;
    private readonly EventHeaders _headers = new();
    private readonly ResponseBuffer _payload = new();

    /// <param name="name">Of the member that the event is.</param>
    /// <param name="value">The event.</param>
    public void WriteEvent<T>(string name, T value)
        where T : class, IShape<T>
    {
        Begin("event", ":event-type", name);
        var writer = new EventShapeWriter(_headers, _payload);
        value.Write(ref writer);
        writer.End(T.Members);
    }

    /// <param name="error">What ends the stream.</param>
    /// <param name="name">Of the member that it is; null: the model has none for it.</param>
    internal void WriteError(AwsException error, string? name)
    {
        if (name is null)
        {
            _headers.Clear();
            _payload.Clear();
            _headers.Add(":message-type", "error");
            _headers.Add(":error-code", error.Code);
            _headers.Add(":error-message", error.Message);
            return;
        }

        Begin("exception", ":exception-type", name);
        var writer = new EventShapeWriter(_headers, _payload);
        writer.BeginStructure();
        error.WriteMembers(ref writer);
        writer.EndStructure();
        writer.End(members: null);
    }

    /// <summary>Appends the frame.</summary>
    internal void CopyTo(IBufferWriter<byte> output)
    {
        var headers = _headers.Written.Span;
        var payload = _payload.Written.Span;
        var length = PreludeBytes + headers.Length + payload.Length + ChecksumBytes;
        var frame = output.GetSpan(length)[..length];
        BinaryPrimitives.WriteInt32BigEndian(frame, length);
        BinaryPrimitives.WriteInt32BigEndian(frame[4..], headers.Length);
        BinaryPrimitives.WriteUInt32BigEndian(frame[8..], Crc32.Of(frame[..8]));
        headers.CopyTo(frame[PreludeBytes..]);
        payload.CopyTo(frame[(PreludeBytes + headers.Length)..]);
        BinaryPrimitives.WriteUInt32BigEndian(frame[(length - ChecksumBytes)..], Crc32.Of(frame[..(length - ChecksumBytes)]));
        output.Advance(length);
        _payload.Clear();
    }

    private void Begin(string kind, string nameHeader, string name)
    {
        _headers.Clear();
        _payload.Clear();
        _headers.Add(":message-type", kind);
        _headers.Add(nameHeader, name);
    }
}
