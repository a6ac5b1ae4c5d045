using System.Net;

namespace Stepwell.EndToEnd.Tests.Server;

/// <summary>What an HTTP task calls: answers an empty object, and remembers the headers.</summary>
internal sealed class Endpoint : IDisposable
{
    private readonly LocalListener _listener;
    private readonly List<IReadOnlyDictionary<string, string>> _headers = [];

    public Endpoint() => _listener = new LocalListener(Handle);

    public Uri Address => new(_listener.Address, "/call");

    /// <summary>Of each call.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Headers
    {
        get
        {
            lock (_headers)
                return [.. _headers];
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task Handle(HttpListenerContext context)
    {
        var headers = context.Request.Headers;
        lock (_headers)
            _headers.Add(headers.AllKeys.ToDictionary(name => name!, name => headers[name]!, StringComparer.OrdinalIgnoreCase));
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync("{}"u8.ToArray());
        context.Response.Close();
    }
}
