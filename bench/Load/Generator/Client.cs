using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>One connection that has one request under way at a time.</summary>
internal sealed class Client : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _received = new byte[16 * 1024];
    private readonly byte[] _sent = new byte[2 * 1024];
    private int _count;

    public Client(IPEndPoint server)
    {
        _socket.Connect(server);
        _socket.Blocking = false;
    }

    public Socket Socket => _socket;

    /// <summary>The execution that is under way.</summary>
    public byte[] Name { get; } = new byte[RequestTemplate.NameLength];

    /// <summary>When the execution was started, as a time stamp of the monotonic clock.</summary>
    public long Started { get; set; }

    /// <summary>True from the acknowledgement of the start until the execution has ended.</summary>
    public bool IsDescribing { get; set; }

    public void Send(RequestTemplate template)
    {
        var request = _sent.AsSpan(0, template.Length);
        template.Write(Name, request);
        if (_socket.Send(request) != request.Length)
            throw new IOException("The server does not take what is sent.");
    }

    /// <summary>Sends one request on a connection of its own and returns the body of its answer.</summary>
    /// <param name="name">Of the execution, where the request has a hole for it.</param>
    public static string Call(IPEndPoint server, RequestTemplate template, ReadOnlySpan<byte> name = default)
    {
        using var client = new Client(server);
        using var epoll = new Epoll();
        epoll.Add(client._socket, 0);
        name.CopyTo(client.Name);
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
        if (!head.StartsWith("HTTP/1.1 200"u8))
            throw new IOException($"The server answered {Encoding.UTF8.GetString(answer)}");
        _count = 0;
        return true;
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "\r\nContent-Length: "u8;
        var start = head.IndexOf(name);
        if (start < 0 || !Utf8Parser.TryParse(head[(start + name.Length)..], out int length, out _))
            throw new IOException("The answer has no Content-Length.");
        return length;
    }
}
