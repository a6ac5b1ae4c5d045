using System.Collections.Immutable;
using System.Text;
using Stepwell.Integrations.Tracing;
using Stepwell.Json;

namespace Stepwell.Integrations.Http;

/// <summary>
/// The request of a call and its connection. Where both give a header, a query parameter or a member of the body, the connection's
/// wins ("Merging EventBridge connection and HTTP Task definition data" in the Step Functions Developer Guide).
/// </summary>
/// <param name="Headers">In the order in which AWS shows them: the definition's, the connection's, the service's own.</param>
/// <param name="Body">Null: none.</param>
internal sealed record HttpDraft(HttpMethod Method, Uri Uri, ImmutableArray<HttpParameter> Headers, byte[]? Body)
{
    private const string JsonType = "application/json; charset=UTF-8";

    /// <summary>Null: the body is not an object and cannot be merged with the connection's body parameters.</summary>
    public static HttpDraft? Of(HttpCall call, HttpConnection connection, TaskRequest task)
    {
        if (MergeBody(call.Body, connection.Body) is not { } body)
            return null;
        var query = Merge(call.Query, connection.Query, StringComparer.Ordinal);
        var headers = Merge(Merge(call.Headers, ByConnection(connection), StringComparer.OrdinalIgnoreCase), ByService(task), StringComparer.OrdinalIgnoreCase);
        // AWS sends none. A task is delivered at least once, and this lets the receiver see it.
        if (!headers.Any(header => header.Name.Equals("Idempotency-Key", StringComparison.OrdinalIgnoreCase)))
            headers = headers.Add(new HttpParameter("Idempotency-Key", task.IdempotencyKey));
        headers = WithTraceParent(headers, task);
        var hasContent = !body.IsMissing || headers.Any(header => IsContentType(header.Name));
        return new HttpDraft(call.Method, WithQuery(call.Endpoint, query), headers, hasContent ? BytesOf(body, call.FormFormat) : null);
    }

    /// <summary>The same without anything that the connection adds, or puts in the place of what the definition says.</summary>
    public static HttpDraft? WithoutSecrets(HttpCall call, HttpConnection connection, TaskRequest task)
    {
        var hidden = ByConnection(connection).Select(header => header.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var hiddenQuery = connection.Query.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        return Of(
            call with
            {
                Headers = [.. call.Headers.Where(header => !hidden.Contains(header.Name))],
                Query = [.. call.Query.Where(parameter => !hiddenQuery.Contains(parameter.Name))],
                Body = call.Body.IsObject ? connection.Body.Aggregate(call.Body, (body, parameter) => body.Without(parameter.Name)) : call.Body,
            },
            HttpConnection.Anonymous,
            task);
    }

    public HttpRequestMessage ToMessage()
    {
        var message = new HttpRequestMessage(Method, Uri);
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(Body);
            var type = Headers.LastOrDefault(header => IsContentType(header.Name))?.Value ?? JsonType;
            message.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        foreach (var (name, value) in Headers)
        {
            // Names such as Content-Language belong to the content and are dropped without one, as there is nothing they could describe.
            if (!IsContentType(name) && !message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }
        return message;
    }

    public NotedRequest ToNoted() => new(
        Uri.Scheme, Method.Method, Uri.AbsoluteUri, HttpExchange.Format(Headers), Body is { Length: > 0 } ? Encoding.UTF8.GetString(Body) : null);

    private static JsonValue? MergeBody(JsonValue body, ImmutableArray<HttpParameter> parameters)
    {
        if (parameters.IsEmpty)
            return body;
        if (!body.IsMissing && !body.IsObject)
            return null;
        return parameters.Aggregate(
            body.IsMissing ? JsonValue.EmptyObject : body,
            (merged, parameter) => merged.With(parameter.Name, JsonValue.String(parameter.Value)));
    }

    private static ImmutableArray<HttpParameter> Merge(
        ImmutableArray<HttpParameter> given, ImmutableArray<HttpParameter> stronger, StringComparer comparer)
    {
        var overridden = stronger.Select(parameter => parameter.Name).ToHashSet(comparer);
        return [.. given.Where(parameter => !overridden.Contains(parameter.Name)), .. stronger];
    }

    private static ImmutableArray<HttpParameter> ByConnection(HttpConnection connection)
    {
        HttpParameter? authorization = connection.Authorization switch
        {
            HttpAuthorization.None => null,
            HttpAuthorization.Basic basic => new HttpParameter(
                "Authorization", $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{basic.Password}"))}"),
            HttpAuthorization.ApiKey key => new HttpParameter(key.Name, key.Value),
            _ => throw new InvalidOperationException($"Unknown authorization {connection.Authorization}."),
        };
        if (authorization is null)
            return connection.Headers;
        return [authorization, .. connection.Headers.Where(header => !header.Name.Equals(authorization.Name, StringComparison.OrdinalIgnoreCase))];
    }

    private static ImmutableArray<HttpParameter> ByService(TaskRequest task)
    {
        var agent = new HttpParameter("User-Agent", $"Amazon|StepFunctions|HttpInvoke|{task.Region}");
        var range = new HttpParameter("Range", "bytes=0-262144");
        return TraceContext.Shown(task.TraceHeader) is { } header
            ? [agent, range, new HttpParameter(TraceContext.AmazonHeader, header)]
            : [agent, range];
    }

    /// <summary>W3C's form of the same, which AWS does not send: what a definition or a connection says stays.</summary>
    private static ImmutableArray<HttpParameter> WithTraceParent(ImmutableArray<HttpParameter> headers, TaskRequest task)
    {
        if (TraceContext.Parse(task.TraceHeader) is not { } context
            || context.ToTraceParent() is not { } parent
            || headers.Any(header => header.Name.Equals(TraceContext.ParentHeader, StringComparison.OrdinalIgnoreCase)))
            return headers;
        headers = headers.Add(new HttpParameter(TraceContext.ParentHeader, parent));
        return context.State is { } state ? headers.Add(new HttpParameter(TraceContext.StateHeader, state)) : headers;
    }

    private static Uri WithQuery(Uri endpoint, ImmutableArray<HttpParameter> query)
    {
        if (query.IsEmpty)
            return endpoint;
        var given = endpoint.Query.TrimStart('?');
        var added = FormEncoding.Encode(query);
        return new UriBuilder(endpoint) { Query = given.Length == 0 ? added : $"{given}&{added}" }.Uri;
    }

    private static byte[] BytesOf(JsonValue body, ArrayFormat? formFormat) => body switch
    {
        { IsMissing: true } => [],
        { IsString: true } => Encoding.UTF8.GetBytes(body.GetString()),
        { IsObject: true } when formFormat is { } format =>
            Encoding.ASCII.GetBytes(FormEncoding.Encode(FormEncoding.Parameters(body, format))),
        _ => body.ToUtf8Bytes(),
    };

    private static bool IsContentType(string name) => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
}
