using System.Net;
using System.Text;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>Takes what an OpenTelemetry exporter sends, and answers that all is well.</summary>
internal sealed class Collector : IDisposable
{
    private readonly LocalListener _listener;
    private readonly List<(string Path, string Type, string Body)> _received = [];
    private int _refusals;

    public Collector() => _listener = new LocalListener(Handle);

    public Uri Address => _listener.Address;

    /// <summary>How many requests with spans are still to be turned away as from one that is busy.</summary>
    public int RefusalsBeforeTraces
    {
        get => Volatile.Read(ref _refusals);
        init => _refusals = value;
    }

    /// <summary>All spans that have come.</summary>
    public IReadOnlyList<ReceivedSpan> Spans =>
    [
        .. Received.Where(request => request.Path == "/v1/traces").SelectMany(request => ReceivedSpan.ReadAll(Encoding.Latin1.GetBytes(request.Body))),
    ];

    /// <summary>Bodies hold names as they are, between bytes of the protocol.</summary>
    public IReadOnlyList<(string Path, string Type, string Body)> Received
    {
        get
        {
            lock (_received)
                return [.. _received];
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task Handle(HttpListenerContext context)
    {
        using var body = new MemoryStream();
        await context.Request.InputStream.CopyToAsync(body);
        var path = context.Request.Url!.AbsolutePath;
        if (path == "/v1/traces" && _refusals > 0)
        {
            Interlocked.Decrement(ref _refusals);
            context.Response.StatusCode = 503;
            context.Response.Close();
            return;
        }
        lock (_received)
            _received.Add((path, context.Request.ContentType ?? "", Encoding.Latin1.GetString(body.ToArray())));
        context.Response.ContentType = "application/x-protobuf";
        context.Response.Close();
    }
}
