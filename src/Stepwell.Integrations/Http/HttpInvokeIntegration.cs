using System.Net;
using System.Security.Authentication;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Http;

/// <summary>
/// <c>arn:aws:states:::http:invoke</c>: calls an HTTP API (AWS Step Functions Developer Guide, "Call HTTPS APIs in Step Functions
/// workflows"). Redirects are not followed, so credentials reach no other host. An endpoint that cannot be reached, breaks off or takes
/// longer than the timeout fails the task with <c>States.Http.Socket</c>; an unknown connection with
/// <c>Events.ConnectionResource.ResourceNotFound</c>.
/// </summary>
public sealed class HttpInvokeIntegration(HttpConnections connections, HttpInvokeOptions options, TimeProvider time)
    : ITaskIntegration, IDisposable
{
    private const string BodyCannotBeMerged =
        "The RequestBody is not a JSON object, so it cannot be merged with the body parameters of the connection.";

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.None,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        Proxy = new LoopbackBypass(HttpClient.DefaultProxy),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public bool Handles(TaskResource resource) => resource is TaskResource.Integration
    {
        ResourceType: "http",
        ActionName: "invoke",
        Pattern: IntegrationPattern.RequestResponse,
    };

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var call = HttpCall.Read(reader, options);
        if (reader.Refusal is { } refusal)
            return refusal;
        if (ConnectionOf(call) is not { } connection)
            return new TaskOutcome.Failed(ErrorNames.NoConnection, $"Connection {call.ConnectionArn} does not exist.");

        if (HttpDraft.Of(call, connection, request) is not { } draft)
            return new TaskOutcome.Failed(ErrorNames.Runtime, BodyCannotBeMerged);
        if (request.Exchange is { } exchange)
            exchange.Request = (exchange.ShowsSecrets ? draft : HttpDraft.WithoutSecrets(call, connection, request))?.ToNoted();
        using var message = draft.ToMessage();
        return await Send(message, request.Exchange, aborted).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private HttpConnection? ConnectionOf(HttpCall call) =>
        call.ConnectionArn is null ? HttpConnection.Anonymous : connections.Find(call.ConnectionArn);

    private async Task<TaskOutcome> Send(HttpRequestMessage message, HttpExchange? exchange, CancellationToken aborted)
    {
        using var ending = new CancellationTokenSource(options.Timeout, time);
        using var abortion = aborted.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), ending);
        try
        {
            using var response =
                await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, ending.Token).ConfigureAwait(false);
            return await HttpResponses.Read(response, options.MaxResponseBytes, exchange, ending.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return SocketFailure($"The HTTP endpoint did not answer within {options.Timeout.TotalSeconds} seconds.");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or AuthenticationException)
        {
            return SocketFailure(exception.Message);
        }
    }

    private static TaskOutcome.Failed SocketFailure(string cause) => new("States.Http.Socket", cause);

    /// <summary>The machine's proxy, but never towards the machine itself.</summary>
    private sealed class LoopbackBypass(IWebProxy proxy) : IWebProxy
    {
        public ICredentials? Credentials
        {
            get => proxy.Credentials;
            set => proxy.Credentials = value;
        }

        public Uri? GetProxy(Uri destination) => proxy.GetProxy(destination);

        public bool IsBypassed(Uri host) => host.IsLoopback || proxy.IsBypassed(host);
    }
}
