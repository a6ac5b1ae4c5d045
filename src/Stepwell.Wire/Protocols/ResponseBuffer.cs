using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Stepwell.Wire.Streams;

namespace Stepwell.Wire.Protocols;

/// <summary>
/// Holds the body of one answer until its length is known. Reused from request to request of a connection; the memory of a body that was
/// large goes back to the pool when the buffer is cleared.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A writer over a buffer of ours holds nothing that needs disposal.")]
internal sealed class ResponseBuffer : IBufferWriter<byte>
{
    private const int KeptBytes = 4 * 1024;

    // AWS escapes only what JSON demands. Generated code is well-formed by construction, so the writer need not check.
    private static readonly JsonWriterOptions JsonOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly byte[] _kept = new byte[KeptBytes];
    private byte[] _bytes;
    private int _length;
    private Utf8JsonWriter? _json;

    public ResponseBuffer() => _bytes = _kept;

    /// <summary>What comes instead of a body, once the headers are out; null: the body is here.</summary>
    public StreamedAnswer? Stream { get; set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, _length);

    /// <summary>Empties the buffer and returns the writer to fill it with; flush it when done.</summary>
    public Utf8JsonWriter StartJson()
    {
        Clear();
        if (_json is null) _json = new Utf8JsonWriter(this, JsonOptions);
        else _json.Reset();
        return _json;
    }

    public void Clear()
    {
        _length = 0;
        Stream = null;
        Use(_kept);
    }

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(_length);
    }

    private void Reserve(int sizeHint)
    {
        var needed = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length >= needed) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_bytes.Length * 2, checked(_length + needed)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        Use(larger);
    }

    private void Use(byte[] bytes)
    {
        if (_bytes != _kept) ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = bytes;
    }
}
