using System.Buffers.Text;
using System.Text;

namespace Stepwell.Bench.Load.Generator;

/// <summary>
/// The bytes of one request, most with a hole in the body: for the name of an execution, or for a task token. A request is a copy, what
/// fills the hole, and a signature over the real body.
/// </summary>
internal sealed class RequestTemplate
{
    /// <summary>Stands in a body where the hole is.</summary>
    public const string Hole = "<-----hole----->";

    private const int MostDigits = 10;

    private readonly byte[] _head;
    private readonly byte[] _before;
    private readonly byte[] _behind = [];
    private readonly bool _hasHole;
    private readonly RequestSignature? _signature;

    /// <param name="head">Up to the length of the body; the last of its headers is missing its value: <c>Content-Length: </c>.</param>
    public RequestTemplate(string head, string body, RequestSignature? signature)
    {
        _head = Encoding.ASCII.GetBytes(head);
        var parts = body.Split(Hole);
        _before = Encoding.ASCII.GetBytes(parts[0]);
        _hasHole = parts.Length > 1;
        if (_hasHole)
            _behind = Encoding.ASCII.GetBytes(parts[1]);
        _signature = signature;
    }

    /// <summary>A request without a signature, for other servers.</summary>
    public static RequestTemplate Unsigned(string host, string path, string body) =>
        new($"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: ", body, signature: null);

    /// <summary>The most bytes that a request can have whose hole takes so many.</summary>
    public int MaxLength(int hole) => _head.Length + MostDigits + 4 + _before.Length + hole + _behind.Length;

    /// <summary>Writes the request into <paramref name="target"/> and returns its length.</summary>
    public int Write(ReadOnlySpan<byte> hole, Span<byte> target)
    {
        hole = _hasHole ? hole : [];
        var position = Put(_head, target, 0);
        Utf8Formatter.TryFormat(_before.Length + hole.Length + _behind.Length, target[position..], out var digits);
        var body = Put("\r\n\r\n"u8, target, position + digits);
        position = Put(_before, target, body);
        position = Put(hole, target, position);
        position = Put(_behind, target, position);
        _signature?.Sign(target[body..position], target);
        return position;
    }

    private static int Put(ReadOnlySpan<byte> bytes, Span<byte> target, int position)
    {
        bytes.CopyTo(target[position..]);
        return position + bytes.Length;
    }
}
