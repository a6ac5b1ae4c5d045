using System.Net;
using Stepwell.Testing;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>A small HTTP server on a port of its own, which handles one request after another.</summary>
internal sealed class LocalListener : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <param name="handle">Reads the request and closes the response.</param>
    public LocalListener(Func<HttpListenerContext, Task> handle)
    {
        Address = new Uri($"http://127.0.0.1:{FreePort.Find()}");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync(handle);
    }

    public Uri Address { get; }

    public void Dispose()
    {
        _listener.Close();
        _serving.Wait();
    }

    private async Task ServeAsync(Func<HttpListenerContext, Task> handle)
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
            await handle(context);
        }
    }
}
