using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace Stepwell.Wire.Http;

/// <summary>
/// The body of the current request as one piece of memory: the connection's own buffer where it arrived in one piece, else a rented one.
/// </summary>
internal sealed class RequestBody
{
    private const int FirstRentBytes = 8 * 1024;

    private PipeReader? _held;
    private SequencePosition _heldEnd;
    private byte[]? _rented;
    private int _length;

    public ReadOnlyMemory<byte> Bytes { get; private set; }

    /// <exception cref="AwsException">The body is longer than <paramref name="limit"/> allows.</exception>
    public async ValueTask ReadAsync(PipeReader reader, long? contentLength, BodyLimit limit)
    {
        if (contentLength > limit.MaxBytes) throw limit.Error();
        while (true)
        {
            var read = await reader.ReadAsync().ConfigureAwait(false);
            var isWhole = read.IsCompleted || _length + read.Buffer.Length == contentLength;
            if (_length + read.Buffer.Length > limit.MaxBytes)
            {
                reader.AdvanceTo(read.Buffer.End);
                throw limit.Error();
            }

            if (isWhole && _length == 0 && read.Buffer.IsSingleSegment)
            {
                (_held, _heldEnd, Bytes) = (reader, read.Buffer.End, read.Buffer.First);
                return;
            }

            Append(read.Buffer, contentLength);
            reader.AdvanceTo(read.Buffer.End);
            if (!isWhole) continue;
            Bytes = _rented.AsMemory(0, _length);
            return;
        }
    }

    /// <exception cref="AwsException">Not gzip, or longer than <paramref name="limit"/> allows when unpacked.</exception>
    public void Decompress(BodyLimit limit)
    {
        try
        {
            using var gzip = new GZipStream(new MemoryStream(Bytes.ToArray()), CompressionMode.Decompress);
            Release();
            while (true)
            {
                Reserve(FirstRentBytes);
                var count = gzip.Read(_rented.AsSpan(_length));
                if (count == 0) break;
                _length += count;
                if (_length > limit.MaxBytes) throw limit.Error();
            }
        }
        catch (InvalidDataException)
        {
            throw new SerializationException("The request body is not gzip, as Content-Encoding says");
        }

        Bytes = _rented.AsMemory(0, _length);
    }

    /// <summary>Gives the memory back. What was read before must not be used any more.</summary>
    public void Release()
    {
        _held?.AdvanceTo(_heldEnd);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        (_held, _rented, _length, Bytes) = (null, null, 0, default);
    }

    private void Append(ReadOnlySequence<byte> buffer, long? contentLength)
    {
        Reserve((int)Math.Max(buffer.Length, (contentLength ?? 0) - _length));
        buffer.CopyTo(_rented.AsSpan(_length));
        _length += (int)buffer.Length;
    }

    private void Reserve(int count)
    {
        if (_rented is not null && _rented.Length - _length >= count) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max((_rented?.Length ?? 0) * 2, Math.Max(_length + count, FirstRentBytes)));
        _rented.AsSpan(0, _length).CopyTo(larger);
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
        _rented = larger;
    }
}
