using System.Buffers;
using System.Text.Unicode;

namespace Stepwell.Json.Text;

/// <summary>Where JSON text goes: a buffer writer, taken in pieces, or an array of exactly the right size.</summary>
internal ref struct Utf8Sink
{
    private readonly IBufferWriter<byte>? _writer;
    private Span<byte> _free;
    private int _used;

    public Utf8Sink(IBufferWriter<byte> writer)
    {
        _writer = writer;
        _free = writer.GetSpan();
    }

    public Utf8Sink(byte[] array) => _free = array;

    public void Write(byte value)
    {
        if (_used == _free.Length) Renew();
        _free[_used++] = value;
    }

    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        while (true)
        {
            var room = _free[_used..];
            if (bytes.Length <= room.Length)
            {
                bytes.CopyTo(room);
                _used += bytes.Length;
                return;
            }

            bytes[..room.Length].CopyTo(room);
            _used += room.Length;
            bytes = bytes[room.Length..];
            Renew();
        }
    }

    /// <summary>Writes up to the first surrogate without its partner, and returns the number of chars written.</summary>
    public int WriteUtf16(ReadOnlySpan<char> text)
    {
        var total = 0;
        while (true)
        {
            var status = Utf8.FromUtf16(text[total..], _free[_used..], out var read, out var written, replaceInvalidSequences: false);
            total += read;
            _used += written;
            if (status != OperationStatus.DestinationTooSmall) return total;
            Renew();
        }
    }

    /// <summary>Hands over what has been written. Call once, at the end.</summary>
    public void Flush()
    {
        _writer?.Advance(_used);
        _used = 0;
    }

    private void Renew()
    {
        if (_writer is null) throw new InvalidOperationException("JSON text is longer than its stated length.");
        Flush();
        _free = _writer.GetSpan(16);
    }
}
