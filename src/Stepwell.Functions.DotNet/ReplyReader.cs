using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Stepwell.Functions.DotNet;

internal sealed record Reply(int Status, Dictionary<string, string> Headers, byte[] Body);

/// <summary>Reads replies of HTTP/1.1 from a connection.</summary>
internal sealed class ReplyReader(Socket socket)
{
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <exception cref="EndOfStreamException">The connection was closed.</exception>
    public Reply Read()
    {
        var status = int.Parse(ReadLine().AsSpan(9, 3), CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>();
        while (ReadLine() is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            headers[line[..colon].ToLowerInvariant()] = line[(colon + 1)..].Trim();
        }
        if (headers.GetValueOrDefault("transfer-encoding") == "chunked")
            return new Reply(status, headers, ReadChunks());
        var body = new byte[int.Parse(headers.GetValueOrDefault("content-length") ?? "0", CultureInfo.InvariantCulture)];
        Fill(body);
        return new Reply(status, headers, body);
    }

    private byte[] ReadChunks()
    {
        using var whole = new MemoryStream();
        while (int.Parse(ReadLine(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is var size and > 0)
        {
            var chunk = new byte[size];
            Fill(chunk);
            whole.Write(chunk);
            ReadLine();
        }
        while (ReadLine().Length > 0)
        {
            // Trailers.
        }
        return whole.ToArray();
    }

    private string ReadLine()
    {
        int length;
        while ((length = _buffer.AsSpan(_start, _end - _start).IndexOf("\r\n"u8)) < 0)
            Receive();
        var line = Encoding.UTF8.GetString(_buffer, _start, length);
        _start += length + 2;
        return line;
    }

    private void Fill(Span<byte> target)
    {
        var ready = Math.Min(target.Length, _end - _start);
        _buffer.AsSpan(_start, ready).CopyTo(target);
        _start += ready;
        target = target[ready..];
        while (target.Length > 0)
            target = target[AtLeastOne(socket.Receive(target))..];
    }

    private void Receive()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        _end += AtLeastOne(socket.Receive(_buffer.AsSpan(_end)));
    }

    private static int AtLeastOne(int received) => received > 0 ? received : throw new EndOfStreamException();
}
