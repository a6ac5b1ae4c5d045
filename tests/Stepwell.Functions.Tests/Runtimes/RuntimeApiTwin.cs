using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Stepwell.Functions.Tests.Runtimes;

/// <summary>A Runtime API that hands out what a test gives it, and shows all that comes back as it came.</summary>
internal sealed class RuntimeApiTwin : IAsyncDisposable
{
    private const string Root = "/2018-06-01/runtime/";
    private readonly Channel<TwinEvent> _events = Channel.CreateUnbounded<TwinEvent>();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<TwinReport>> _reports = new();
    private readonly WebApplication _app;

    public string Authority { get; private set; } = string.Empty;

    private RuntimeApiTwin(WebApplication app) => _app = app;

    public static async Task<RuntimeApiTwin> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(options => options.Listen(System.Net.IPAddress.Loopback, 0));
        var twin = new RuntimeApiTwin(builder.Build());
        twin._app.MapGet(Root + "invocation/next", twin.Next);
        twin._app.MapPost(Root + "invocation/{id}/response", (HttpContext http, string id) => twin.Report(http, id, "response"));
        twin._app.MapPost(Root + "invocation/{id}/error", (HttpContext http, string id) => twin.Report(http, id, "error"));
        twin._app.MapPost(Root + "init/error", (HttpContext http) => twin.Report(http, "init", "error"));
        await twin._app.StartAsync();
        var address = twin._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        twin.Authority = new Uri(address).Authority;
        return twin;
    }

    /// <summary>What the function reports for the event.</summary>
    public Task<TwinReport> Send(TwinEvent next)
    {
        var report = Expect(next.RequestId);
        _events.Writer.TryWrite(next);
        return report;
    }

    /// <summary>What the function reports if it cannot be loaded.</summary>
    public Task<TwinReport> InitError => Expect("init");

    public async ValueTask DisposeAsync()
    {
        _events.Writer.Complete();
        await _app.DisposeAsync();
    }

    private Task<TwinReport> Expect(string id) => Completion(id).Task;

    private TaskCompletionSource<TwinReport> Completion(string id) =>
        _reports.GetOrAdd(id, _ => new TaskCompletionSource<TwinReport>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task Next(HttpContext http)
    {
        var next = await _events.Reader.ReadAsync(http.RequestAborted);
        http.Response.ContentType = "application/json";
        http.Response.Headers["Lambda-Runtime-Aws-Request-Id"] = next.RequestId;
        http.Response.Headers["Lambda-Runtime-Deadline-Ms"] = next.Deadline.ToUnixTimeMilliseconds().ToString();
        http.Response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:us-east-1:000000000000:function:tested";
        foreach (var (name, value) in next.Headers)
            http.Response.Headers[name] = value;
        if (next.IsLast)
            http.Response.Headers.Connection = "close";
        if (!next.IsChunked)
            http.Response.ContentLength = System.Text.Encoding.UTF8.GetByteCount(next.Payload);
        await http.Response.WriteAsync(next.Payload);
    }

    private async Task Report(HttpContext http, string id, string kind)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        var headers = http.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase);
        foreach (var name in new[] { "Lambda-Runtime-Function-Error-Type", "Lambda-Runtime-Function-Error-Body" })
        {
            if (http.Request.SupportsTrailers() && http.Request.GetTrailer(name) is { Count: > 0 } trailer)
                headers[name] = trailer.ToString();
        }
        Completion(id).TrySetResult(new TwinReport(kind, body, headers));
        http.Response.StatusCode = 202;
        await http.Response.WriteAsync("""{"status":"OK"}""");
    }
}

internal sealed record TwinEvent(string RequestId, string Payload)
{
    public DateTimeOffset Deadline { get; init; } = DateTimeOffset.UnixEpoch.AddYears(200);

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the connection is closed behind the event, as servers close connections that are idle for long.</summary>
    public bool IsLast { get; init; }

    /// <summary>Whether the event arrives in chunks, without its length before it.</summary>
    public bool IsChunked { get; init; }
}

/// <param name="Kind"><c>response</c> or <c>error</c>.</param>
/// <param name="Headers">Trailers included.</param>
internal sealed record TwinReport(string Kind, string Body, IReadOnlyDictionary<string, string> Headers);
