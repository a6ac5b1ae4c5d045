using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>One connection that has one request under way at a time.</summary>
internal sealed class Client : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _received = new byte[16 * 1024];
    private byte[] _sent = new byte[2 * 1024];
    private byte[] _hole = new byte[512];
    private int _holeLength;
    private int _count;

    public Client(IPEndPoint server)
    {
        _socket.Connect(server);
        _socket.Blocking = false;
    }

    public Socket Socket => _socket;

    /// <summary>What fills the holes of its requests.</summary>
    public ReadOnlySpan<byte> Hole
    {
        get => _hole.AsSpan(0, _holeLength);
        set
        {
            if (value.Length > _hole.Length)
                _hole = new byte[value.Length];
            value.CopyTo(_hole);
            _holeLength = value.Length;
        }
    }

    /// <summary>When its turn began, on the clock of the load.</summary>
    public TimeSpan Started { get; set; }

    /// <summary>How many answers it has had in its turn.</summary>
    public int Answers { get; set; }

    /// <summary>What it sends when it has waited.</summary>
    public RequestTemplate? Later { get; set; }

    public void Send(RequestTemplate template)
    {
        if (template.MaxLength(_holeLength) is var needed && needed > _sent.Length)
            _sent = new byte[needed];
        var length = template.Write(Hole, _sent);
        if (_socket.Send(_sent.AsSpan(0, length)) != length)
            throw new IOException("The server does not take what is sent.");
    }

    /// <summary>Sends one request on a connection of its own and returns the body of its answer.</summary>
    public static string Call(IPEndPoint server, RequestTemplate template, ReadOnlySpan<byte> hole = default)
    {
        using var client = new Client(server);
        using var epoll = new Epoll();
        epoll.Add(client._socket, 0);
        client.Hole = hole;
        client.Send(template);
        ReadOnlySpan<byte> body;
        do
        {
            epoll.Wait(TimeSpan.FromSeconds(10));
        }
        while (!client.TryReceive(out body));
        return Encoding.UTF8.GetString(body);
    }

    /// <summary>Takes what has arrived. Returns true when an answer is complete; its body is then in <paramref name="body"/>.</summary>
    /// <exception cref="IOException">The connection is gone, or the answer is an error.</exception>
    public bool TryReceive(out ReadOnlySpan<byte> body)
    {
        if (_count == _received.Length)
            Array.Resize(ref _received, _received.Length * 2);
        var count = _socket.Receive(_received.AsSpan(_count), SocketFlags.None, out var problem);
        if (problem == SocketError.WouldBlock)
        {
            body = default;
            return false;
        }
        if (count == 0)
            throw new IOException($"The server closed the connection ({problem}).");
        _count += count;
        return TryParse(out body);
    }

    public void Dispose() => _socket.Dispose();

    private bool TryParse(out ReadOnlySpan<byte> body)
    {
        body = default;
        var answer = _received.AsSpan(0, _count);
        var endOfHead = answer.IndexOf("\r\n\r\n"u8);
        if (endOfHead < 0)
            return false;
        var head = answer[..endOfHead];
        var length = ContentLength(head);
        if (_count < endOfHead + 4 + length)
            return false;
        body = answer.Slice(endOfHead + 4, length);
        if (!head.StartsWith("HTTP/1.1 2"u8))
            throw new IOException($"The server answered {Encoding.UTF8.GetString(answer)}");
        _count = 0;
        return true;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var start = Math.Max(head.IndexOf(LengthName), head.IndexOf(LowerLengthName));
        if (start < 0 || !Utf8Parser.TryParse(head[(start + LengthName.Length)..], out int length, out _))
            throw new IOException($"The answer has no Content-Length: {Encoding.UTF8.GetString(head)}");
        return length;
    }

    private static ReadOnlySpan<byte> LengthName => "\r\nContent-Length: "u8;

    private static ReadOnlySpan<byte> LowerLengthName => "\r\ncontent-length: "u8;
}
