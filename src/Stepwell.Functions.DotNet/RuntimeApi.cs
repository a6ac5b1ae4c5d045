using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Stepwell.Functions.DotNet;

/// <summary>
/// A client of the Runtime API on one connection that stays open, written over the socket: .NET's HTTP client takes longer to start than all
/// else here together.
/// </summary>
internal sealed class RuntimeApi(string authority)
{
    private const string Root = "/2018-06-01/runtime/";
    private readonly List<byte[]> _unanswered = [];
    private Socket? _socket;
    private ReplyReader? _reader;

    /// <summary>Waits for an event. What was to be sent before goes out in the same packet.</summary>
    public Event Next()
    {
        _unanswered.Add(Request("GET", "invocation/next", string.Empty, null));
        var last = Exchange();
        return new Event(last.Body, last.Headers);
    }

    /// <summary>Goes out when the next event is asked for.</summary>
    public void Respond(string requestId, ReadOnlyMemory<byte> answer) =>
        _unanswered.Add(Request("POST", $"invocation/{requestId}/response", "Content-Type: application/json\r\n", answer));

    /// <summary>Goes out when the next event is asked for.</summary>
    public void Fail(string requestId, ErrorReport report) => AddError($"invocation/{requestId}/error", report);

    public void FailInit(ErrorReport report)
    {
        AddError("init/error", report);
        Exchange();
    }

    private void AddError(string path, ErrorReport report) =>
        _unanswered.Add(
            Request(
                "POST", path, $"Content-Type: application/json\r\nLambda-Runtime-Function-Error-Type: {report.Type}\r\n", report.ToJson()));

    private byte[] Request(string method, string path, string headers, ReadOnlyMemory<byte>? body)
    {
        var length = body is null ? string.Empty : $"Content-Length: {body.Value.Length}\r\n";
        var head = Encoding.UTF8.GetBytes($"{method} {Root}{path} HTTP/1.1\r\nHost: {authority}\r\n{headers}{length}\r\n");
        var request = new byte[head.Length + (body?.Length ?? 0)];
        head.CopyTo(request, 0);
        body?.Span.CopyTo(request.AsSpan(head.Length));
        return request;
    }

    /// <summary>Sends all requests, reads all replies and returns the last. A connection that was closed while it was idle is opened again, once.</summary>
    private Reply Exchange()
    {
        var answered = 0;
        var isNew = _socket is null;
        while (true)
        {
            try
            {
                _socket ??= Connect();
                Send(_socket, answered);
                while (true)
                {
                    var reply = _reader!.Read();
                    if (++answered == _unanswered.Count)
                    {
                        _unanswered.Clear();
                        return reply;
                    }
                    WarnIfRefused(reply);
                }
            }
            catch (Exception error) when (error is SocketException or EndOfStreamException)
            {
                _socket?.Dispose();
                _socket = null;
                if (isNew)
                    Environment.Exit(1); // The server is gone.
                isNew = true;
            }
        }
    }

    private void Send(Socket socket, int from)
    {
        var segments = new List<ArraySegment<byte>>(_unanswered.Count - from);
        for (var i = from; i < _unanswered.Count; i++)
            segments.Add(_unanswered[i]);
        socket.Send(segments);
    }

    private Socket Connect()
    {
        var colon = authority.LastIndexOf(':');
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(authority[..colon], int.Parse(authority.AsSpan(colon + 1), CultureInfo.InvariantCulture));
        _reader = new ReplyReader(socket);
        return socket;
    }

    /// <summary>A response that is too large has become the outcome of its invocation already (413); anything else should not happen.</summary>
    private static void WarnIfRefused(Reply reply)
    {
        if (reply.Status is >= 400 and not 413)
            Console.Error.WriteLine($"The Runtime API answered {reply.Status}: {Encoding.UTF8.GetString(reply.Body)}");
    }
}
