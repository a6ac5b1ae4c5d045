using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stepwell.Testing;

namespace Stepwell.Bench.Load.Functions;

/// <summary>Counts the different events that functions post to it.</summary>
internal sealed class EventListener : IAsyncDisposable
{
    private readonly WebApplication _server;
    private readonly ConcurrentDictionary<string, int> _events = [];

    private EventListener(int port)
    {
        Address = new Uri($"http://127.0.0.1:{port}/");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _server = builder.Build();
        _server.Run(CountAsync);
    }

    public Uri Address { get; }

    public int Events => _events.Count;

    /// <summary>How often events came that had come before.</summary>
    public int Repeated => _events.Values.Sum(times => times - 1);

    public static async Task<EventListener> StartAsync()
    {
        var listener = new EventListener(FreePort.Find());
        await listener._server.StartAsync();
        return listener;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task CountAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        _events.AddOrUpdate(await reader.ReadToEndAsync(), 1, static (_, times) => times + 1);
    }
}
