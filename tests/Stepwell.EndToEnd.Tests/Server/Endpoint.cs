using System.Net;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>What an HTTP task calls: answers an empty object, and remembers the headers.</summary>
internal sealed class Endpoint : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly List<IReadOnlyDictionary<string, string>> _headers = [];

    public Endpoint()
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}/call");
        _listener.Prefixes.Add(new Uri(Address, "/").AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>Of each call.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Headers
    {
        get
        {
            lock (_headers)
                return [.. _headers];
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
            var headers = context.Request.Headers;
            lock (_headers)
                _headers.Add(headers.AllKeys.ToDictionary(name => name!, name => headers[name]!, StringComparer.OrdinalIgnoreCase));
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync("{}"u8.ToArray());
            context.Response.Close();
        }
    }
}
