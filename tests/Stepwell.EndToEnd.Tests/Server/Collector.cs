using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>Takes what an OpenTelemetry exporter sends, and answers that all is well.</summary>
internal sealed class Collector : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly List<(string Path, string Type, string Body)> _received = [];
    private int _refusals;

    public Collector()
    {
        using (var port = new TcpListener(IPAddress.Loopback, 0))
        {
            port.Start();
            Address = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}");
        }
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

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

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var body = new MemoryStream();
            await context.Request.InputStream.CopyToAsync(body);
            var path = context.Request.Url!.AbsolutePath;
            if (path == "/v1/traces" && _refusals > 0)
            {
                Interlocked.Decrement(ref _refusals);
                context.Response.StatusCode = 503;
                context.Response.Close();
                continue;
            }
            lock (_received)
                _received.Add((path, context.Request.ContentType ?? "", Encoding.Latin1.GetString(body.ToArray())));
            context.Response.ContentType = "application/x-protobuf";
            context.Response.Close();
        }
    }
}
