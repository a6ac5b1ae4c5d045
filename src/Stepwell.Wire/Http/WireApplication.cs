using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Abstractions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Stepwell.Wire.Protocols;
using Stepwell.Wire.SigV4;
using Stepwell.Wire.Streams;

namespace Stepwell.Wire.Http;

/// <summary>
/// Classify, authenticate, decode, run, encode: the way of every request. It stands directly on Kestrel, without middleware and without
/// an HttpContext, because it is most of what a small operation costs.
/// </summary>
internal sealed class WireApplication : IHttpApplication<Exchange>
{
    private readonly WireServerOptions _options;
    private readonly Routes _routes;
    private readonly Pages _pages;
    private readonly CredentialScopes _scopes;
    private readonly SigV4Verifier? _verifier;
    private readonly ILogger _logger;

    public WireApplication(WireServerOptions options, ILogger logger)
    {
        (_options, _logger) = (options, logger);
        _routes = new Routes(options.Services);
        _pages = new Pages(options.Pages);
        _scopes = new CredentialScopes(options.TemporaryKeys);
        if (options.AccessKeys.Count > 0) _verifier = new SigV4Verifier(options.AccessKeys, options.Time, options.TemporaryKeys);
    }

    public Exchange CreateContext(IFeatureCollection contextFeatures)
    {
        var exchange = contextFeatures is IHostContextContainer<Exchange> connection
            ? connection.HostContext ??= new Exchange()
            : new Exchange();
        exchange.Begin(contextFeatures, _options.NewRequestId().ToString());
        return exchange;
    }

    public void DisposeContext(Exchange context, Exception? exception) => context.End();

    public Task ProcessRequestAsync(Exchange context)
    {
        if (_options.Sites?.Invoke(context.Request) is { } site) return site(new DefaultHttpContext(context.Features));
        return QueryText.PathOf(context.Request.RawTarget).StartsWith(Pages.Prefix) ? _pages.AnswerAsync(context) : AnswerAsync(context);
    }

    private async Task AnswerAsync(Exchange exchange)
    {
        var request = exchange.Request;
        var scope = _scopes.Find(Signature.CredentialOf(request.Headers, request.RawTarget));
        var isQuery = Routes.IsQuery(request.Method, request.RawTarget, request.Headers) && !_routes.IsByPath(scope);
        Route route = default;
        if (!isQuery && _routes.Find(request.Method, request.RawTarget, request.Headers, scope, out route) is { } unserved)
        {
            await FailAsync(exchange, unserved.Error, unserved.Format, service: null).ConfigureAwait(false);
            return;
        }

        try
        {
            var pipe = exchange.Features.GetRequiredFeature<IRequestBodyPipeFeature>().Reader;
            var limit = BodyLimit.Of(route.Operation, _options.MaxBodyBytes);
            await exchange.Body.ReadAsync(pipe, request.Headers.ContentLength, limit).ConfigureAwait(false);
            // The signature covers the body as sent; what a query calls shows only in what it says.
            if (!isQuery) Authenticate(exchange, route.Protocol, route.Service.Description.SigningName);
            else if (!IsUnsigned(exchange, scope)) Authenticate(exchange, QueryProtocol.OfNobody, scope?.Service);
            Decompress(exchange, limit);
            if (isQuery) route = FindQuery(exchange, scope);
            var running = Invoke(exchange, route, scope);
            // A long poll need not hold its body.
            exchange.Body.Release();
            await running.ConfigureAwait(false);
        }
        catch (AwsException error)
        {
            await FailAsync(exchange, error, FormatOf(route), route.Service).ConfigureAwait(false);
            return;
        }
        catch (BadHttpRequestException)
        {
            // The body broke the rules of HTTP: Kestrel answers and closes.
            throw;
        }
        catch (Exception gone) when (IsGone(gone, exchange))
        {
            return;
        }
        catch (Exception failure) when (_options.IsTemporary(failure))
        {
            Log.RequestUnserved(_logger, exchange.RequestId, route.Operation.Name, failure.Message);
            await FailAsync(exchange, CommonErrors.ServiceUnavailable(), route.Protocol, route.Service).ConfigureAwait(false);
            return;
        }
        catch (Exception failure)
        {
            Log.RequestFailed(_logger, exchange.RequestId, route.Operation?.Name ?? "a query", failure);
            await FailAsync(exchange, CommonErrors.InternalFailure(), FormatOf(route), route.Service).ConfigureAwait(false);
            return;
        }
        finally
        {
            // Kestrel looks for what is left of the body as soon as this method is done.
            exchange.Body.Release();
        }

        var response = exchange.Features.GetRequiredFeature<IHttpResponseFeature>();
        route.Protocol.AddHeaders(response.Headers);
        if (exchange.Response.Stream is { } stream)
            await StreamAsync(exchange, route.Operation, stream).ConfigureAwait(false);
        else
            await exchange.SendAsync(response.StatusCode, route.Protocol.ContentTypeOf(route.Operation), Date()).ConfigureAwait(false);
    }

    private async ValueTask StreamAsync(Exchange exchange, Operation operation, StreamedAnswer stream)
    {
        try
        {
            await exchange.StreamAsync(stream, Date()).ConfigureAwait(false);
        }
        catch (Exception gone) when (IsGone(gone, exchange))
        {
            // Nobody is left to be told.
        }
        catch (Exception failure)
        {
            // The status is out, so all that is left is to end the answer so that the client sees that it is not whole.
            Log.RequestFailed(_logger, exchange.RequestId, operation.Name, failure);
            exchange.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
        }
    }

    private void Authenticate(Exchange exchange, Protocol protocol, string? service)
    {
        if (_verifier is null) return;
        var request = exchange.Request;
        var signed = new SignedRequest(request.Method, request.RawTarget, request.Headers, exchange.Body.Bytes.Span);
        if (_verifier.Verify(signed, service ?? "") is { } failure) throw protocol.Refuse(failure);
    }

    /// <summary>Whether a query has no signature and needs none. One that is packed has to be signed, since nobody has seen yet what it calls.</summary>
    private bool IsUnsigned(Exchange exchange, CredentialScope? scope) =>
        _verifier is not null && scope is null && exchange.Request.Headers.ContentEncoding.Count == 0 && _routes.IsUnsigned(Form(exchange));

    private Route FindQuery(Exchange exchange, CredentialScope? scope)
    {
        var route = _routes.FindQuery(Form(exchange), scope);
        var service = route.Service.Description.SigningName;
        var isFit = scope is null ? route.Operation.IsUnsigned : scope.Service == service;
        return _verifier is null || isFit ? route : throw route.Protocol.Refuse(SignatureFailure.WrongService(service));
    }

    /// <summary>The fields of a query: old clients send them in the query string of a GET.</summary>
    private static ReadOnlySpan<byte> Form(Exchange exchange) => HttpMethods.IsGet(exchange.Request.Method)
        ? Encoding.UTF8.GetBytes(QueryText.Of(exchange.Request.RawTarget).ToString())
        : exchange.Body.Bytes.Span;

    private static Protocol FormatOf(Route route) => route.Protocol ?? QueryProtocol.OfNobody;

    /// <summary>Undoes what the SDK did last; what is left is for operations that take it as a member.</summary>
    private static void Decompress(Exchange exchange, BodyLimit limit)
    {
        var headers = exchange.Request.Headers;
        var encoding = headers.ContentEncoding.ToString();
        if (encoding.Length == 0) return;
        var comma = encoding.LastIndexOf(',');
        if (encoding.AsSpan(comma + 1).Trim().Equals("gzip", StringComparison.OrdinalIgnoreCase))
        {
            exchange.Body.Decompress(limit);
            encoding = comma < 0 ? "" : encoding[..comma].Trim();
            headers.ContentEncoding = encoding.Length == 0 ? default : encoding;
        }

        var isKnown = encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase);
        if (!isKnown && limit.Operation?.TakesContentEncoding != true)
            throw new SerializationException($"The Content-Encoding '{encoding}' is not supported");
    }

    private static ValueTask Invoke(Exchange exchange, Route route, CredentialScope? scope)
    {
        var headers = exchange.Request.Headers;
        var traceParent = headers.TraceParent;
        var context = new RequestContext
        {
            AccountId = scope?.AccountId ?? CredentialScope.DefaultAccount,
            Region = scope?.Region ?? CredentialScope.DefaultRegion,
            RequestId = exchange.RequestId,
            AccessKeyId = scope?.AccessKeyId,
            Host = headers.Host.ToString(),
            TraceHeader = headers["X-Amzn-Trace-Id"] is { Count: > 0 } trace ? trace.ToString() : null,
            TraceParent = traceParent.Count > 0 ? traceParent.ToString() : null,
            TraceState = traceParent.Count > 0 ? headers.TraceState.ToString() : null,
            Features = exchange.Features,
        };
        route.Service.Admit(route.Operation.Name, context);
        var body = route.Protocol is QueryProtocol ? Form(exchange) : exchange.Body.Bytes.Span;
        return route.Operation.InvokeAsync(route.Protocol, new Incoming(route.Operation, body, exchange.Request), context, exchange.Response);
    }

    private ValueTask<FlushResult> FailAsync(Exchange exchange, AwsException error, ErrorFormat format, AwsService? service)
    {
        var headers = exchange.Features.GetRequiredFeature<IHttpResponseFeature>().Headers;
        format.WriteError(error, exchange.RequestId, exchange.Response, headers);
        if (service is { Description.IsQueryCompatible: true } && exchange.Request.Headers["x-amzn-query-mode"] == "true")
            headers["x-amzn-query-error"] = error.QueryCode + (error.Fault == Fault.Client ? ";Sender" : ";Receiver");
        return exchange.SendAsync(error.StatusCode, format.ContentType, Date());
    }

    private DateTimeOffset? Date() => _options.Time == TimeProvider.System ? null : _options.Time.GetUtcNow();

    /// <summary>The client left: there is nobody to answer.</summary>
    private static bool IsGone(Exception exception, Exchange exchange) => exception switch
    {
        ConnectionAbortedException or ConnectionResetException => true,
        OperationCanceledException => exchange.Aborted.IsCancellationRequested,
        _ => false,
    };
}
