using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Testing.Logging;
using Stepwell.Wire.Http;
using Stepwell.Wire.SigV4;

namespace Stepwell.Wire.Tests.Support;

/// <summary>A server on a free port with an <see cref="EchoService"/>, and the client that talks to it.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    public const string StartExecution = "AWSStepFunctions.StartExecution";
    private readonly WireServer _server;

    private TestServer(WireServerOptions options, EchoService service)
    {
        (_server, Service) = (new WireServer(options), service);
    }

    public EchoService Service { get; }

    public RecordingLogger Logs { get; private init; } = new();

    public IPEndPoint EndPoint => _server.Endpoints[0];

    public Uri Uri => new($"http://{EndPoint}/");

    public HttpClient Client { get; } = new();

    public static async Task<TestServer> StartAsync(
        IReadOnlyList<AccessKey>? keys = null,
        int maxBodyBytes = 1024 * 1024,
        TimeProvider? time = null,
        TimeSpan? silenceLimit = null,
        IReadOnlyList<AwsService>? services = null,
        Func<IHttpRequestFeature, RequestDelegate?>? sites = null)
    {
        var service = new EchoService();
        var logs = new RecordingLogger();
        var ids = 0;
        var server = new TestServer(
            new WireServerOptions
            {
                Endpoints = [new IPEndPoint(IPAddress.Loopback, 0)],
                Services = services ?? [service],
                NewRequestId = () => new Guid(Interlocked.Increment(ref ids), 0, 0, new byte[8]),
                AccessKeys = keys ?? [],
                MaxBodyBytes = maxBodyBytes,
                Time = time ?? TimeProvider.System,
                SilenceLimit = silenceLimit ?? TimeSpan.FromSeconds(30),
                IsTemporary = failure => failure is TimeoutException,
                Pages = new Dictionary<string, RequestDelegate> { ["/_stepwell/hello"] = context => context.Response.WriteAsync("hello") },
                Sites = sites,
                LoggerFactory = logs,
            },
            service)
        { Logs = logs };
        await server._server.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public Task<HttpResponseMessage> PostAsync(string? target, string body, Action<HttpRequestMessage>? adjust = null) =>
        PostAsync(target, Encoding.UTF8.GetBytes(body), adjust);

    public Task<HttpResponseMessage> PostAsync(string? target, byte[] body, Action<HttpRequestMessage>? adjust = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Uri) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/x-amz-json-1.0");
        if (target is not null) request.Headers.Add("X-Amz-Target", target);
        adjust?.Invoke(request);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task StopAsync(CancellationToken deadline) => _server.StopAsync(deadline);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _server.DisposeAsync();
    }
}
