using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Chunks;

/// <summary>
/// A body of <c>Content-Encoding: aws-chunked</c>, piece by piece in bounded memory. What was read is proven only when <see cref="ReadAsync"/> has
/// said that it is over: a chunk is signed as a whole, and checksums stand at the end. One reader at a time.
/// </summary>
/// <param name="reader">The body as sent.</param>
/// <param name="signatures">Null: the chunks are not signed (<c>STREAMING-UNSIGNED-PAYLOAD-TRAILER</c>).</param>
/// <param name="decodedLength">The header <c>x-amz-decoded-content-length</c>; null: not given.</param>
public sealed class ChunkedBody(PipeReader reader, ChunkSignatures? signatures, long? decodedLength) : IDisposable
{
    private const int MaxLineBytes = 1024;
    private const int MaxTrailers = 16;
    private const string ChunkSignature = "chunk-signature=";
    private const string TrailerSignature = "x-amz-trailer-signature";

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<(string Name, string Value)> _trailers = [];
    private long _left;
    private long _read;
    private string? _signature;
    private bool _isBegun;
    private bool _isOver;

    /// <summary>What followed the last chunk, in small letters and without its signature; complete when the body is over.</summary>
    public IReadOnlyList<(string Name, string Value)> Trailers => _trailers;

    /// <summary>The next bytes.</summary>
    /// <returns>How many; 0: the body is over, and every signature was right.</returns>
    /// <exception cref="ChunkException">It is not what it should be.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> target, CancellationToken cancellation)
    {
        if (_isOver || target.IsEmpty)
            return 0;
        if (_left == 0 && !await BeginChunk(cancellation).ConfigureAwait(false))
            return 0;
        var read = await reader.ReadAsync(cancellation).ConfigureAwait(false);
        var count = (int)Math.Min(Math.Min(_left, target.Length), read.Buffer.Length);
        if (count == 0)
            throw Incomplete();
        var part = read.Buffer.Slice(0, count);
        part.CopyTo(target.Span);
        reader.AdvanceTo(part.End);
        _left -= count;
        _read += count;
        if (signatures is not null)
            _hash.AppendData(target.Span[..count]);
        return count;
    }

    public void Dispose() => _hash.Dispose();

    /// <returns>False: there is none, and everything is proven.</returns>
    private async ValueTask<bool> BeginChunk(CancellationToken cancellation)
    {
        await EndChunk(cancellation).ConfigureAwait(false);
        var line = await Line(cancellation).ConfigureAwait(false);
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var digits = semicolon < 0 ? line : line[..semicolon];
        if (digits.Length is 0 or > 15 || !long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _left))
            throw new ChunkException(ChunkFault.Malformed, "The length of a chunk is not a hexadecimal number.");
        var extension = semicolon < 0 ? "" : line[(semicolon + 1)..].Trim();
        _signature = extension.StartsWith(ChunkSignature, StringComparison.Ordinal) ? extension[ChunkSignature.Length..] : null;
        if (signatures is not null && _signature is null)
            throw new ChunkException(ChunkFault.Malformed, "A chunk has no signature.");
        if (decodedLength < _read + _left)
            throw Incomplete();
        _isBegun = true;
        if (_left > 0)
            return true;
        await End(cancellation).ConfigureAwait(false);
        return false;
    }

    /// <summary>The chunk before is whole: its line must end, and its signature be right.</summary>
    private async ValueTask EndChunk(CancellationToken cancellation)
    {
        if (!_isBegun)
            return;
        if ((await Line(cancellation).ConfigureAwait(false)).Length > 0)
            throw new ChunkException(ChunkFault.Malformed, "A chunk is longer than it says.");
        CheckChunk();
    }

    private void CheckChunk()
    {
        if (signatures is not null && !signatures.CheckChunk(_signature!, _hash.GetHashAndReset()))
            throw Mismatch();
    }

    private async ValueTask End(CancellationToken cancellation)
    {
        CheckChunk();
        if (decodedLength is { } length && length != _read)
            throw Incomplete();
        string? signature = null;
        for (var line = await Line(cancellation).ConfigureAwait(false); line.Length > 0; line = await Line(cancellation).ConfigureAwait(false))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0 || _trailers.Count == MaxTrailers)
                throw new ChunkException(ChunkFault.Malformed, "What follows the last chunk is malformed.");
            var (name, value) = (line[..colon].Trim().ToLowerInvariant(), line[(colon + 1)..].Trim());
            if (name == TrailerSignature)
                signature = value;
            else
                _trailers.Add((name, value));
        }
        CheckTrailers(signature);
        _isOver = true;
    }

    private void CheckTrailers(string? signature)
    {
        if (signatures is null || (_trailers.Count == 0 && signature is null))
            return;
        foreach (var (name, value) in _trailers)
            _hash.AppendData(Encoding.UTF8.GetBytes($"{name}:{value}\n"));
        if (signature is null || !signatures.CheckTrailer(signature, _hash.GetHashAndReset()))
            throw Mismatch();
    }

    /// <summary>Up to the next end of a line, which is not part of it. Nothing more: that is the end of an empty line.</summary>
    private async ValueTask<string> Line(CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation).ConfigureAwait(false);
            if (read.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = read.Buffer.Slice(0, end);
                if (line.Length > MaxLineBytes)
                    throw new ChunkException(ChunkFault.Malformed, "A line between chunks is too long.");
                var text = Encoding.UTF8.GetString(line).TrimEnd('\r');
                reader.AdvanceTo(read.Buffer.GetPosition(1, end));
                return text;
            }
            if (read.Buffer.Length > MaxLineBytes)
                throw new ChunkException(ChunkFault.Malformed, "A line between chunks is too long.");
            // Some clients leave out the line that ends everything.
            if (read.IsCompleted)
                return read.Buffer.IsEmpty && _isBegun && _left == 0 && _read == (decodedLength ?? _read) ? "" : throw Incomplete();
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ChunkException Incomplete() => new(
        ChunkFault.Incomplete, "You did not provide the number of bytes specified by the Content-Length HTTP header");

    private static ChunkException Mismatch() => new(
        ChunkFault.SignatureMismatch,
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.");
}
