using System.Collections.Immutable;
using System.Text;
using Stepwell.Json;

namespace Stepwell.Integrations.Http;

/// <summary>
/// Makes the request of a call and its connection. Where both give a header, a query parameter or a member of the body, the connection's
/// wins ("Merging EventBridge connection and HTTP Task definition data" in the Step Functions Developer Guide).
/// </summary>
internal static class HttpRequests
{
    private const string JsonType = "application/json; charset=UTF-8";

    /// <summary>Null: the body is not an object and cannot be merged with the connection's body parameters.</summary>
    public static HttpRequestMessage? Create(HttpCall call, HttpConnection connection, TaskRequest task)
    {
        var merged = MergeBody(call.Body, connection.Body);
        if (merged is not { } body)
            return null;

        var query = Merge(call.Query, connection.Query, StringComparer.Ordinal);
        var request = new HttpRequestMessage(call.Method, WithQuery(call.Endpoint, query));
        var headers = Merge(call.Headers, connection.Headers, StringComparer.OrdinalIgnoreCase);
        if (!body.IsMissing || headers.Any(header => IsContentType(header.Name)))
            request.Content = ContentOf(body, call.FormFormat, headers);
        foreach (var header in headers.Where(header => !IsContentType(header.Name)))
            Set(request, header.Name, header.Value);

        Authorize(request, connection.Authorization);
        Set(request, "User-Agent", $"Amazon|StepFunctions|HttpInvoke|{task.Region}");
        Set(request, "Range", "bytes=0-262144");
        if (task.TraceHeader is { } traceHeader)
            Set(request, "X-Amzn-Trace-Id", traceHeader);
        // AWS sends none. A task is delivered at least once, and this lets the receiver see it.
        if (!request.Headers.NonValidated.Contains("Idempotency-Key"))
            Set(request, "Idempotency-Key", task.IdempotencyKey);
        return request;
    }

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

    private static IReadOnlyList<HttpParameter> Merge(
        ImmutableArray<HttpParameter> call, ImmutableArray<HttpParameter> connection, StringComparer comparer)
    {
        var overridden = connection.Select(parameter => parameter.Name).ToHashSet(comparer);
        return [.. call.Where(parameter => !overridden.Contains(parameter.Name)), .. connection];
    }

    private static Uri WithQuery(Uri endpoint, IReadOnlyList<HttpParameter> query)
    {
        if (query.Count == 0)
            return endpoint;
        var given = endpoint.Query.TrimStart('?');
        var added = FormEncoding.Encode(query);
        return new UriBuilder(endpoint) { Query = given.Length == 0 ? added : $"{given}&{added}" }.Uri;
    }

    private static ByteArrayContent ContentOf(JsonValue body, ArrayFormat? formFormat, IReadOnlyList<HttpParameter> headers)
    {
        var type = headers.LastOrDefault(header => IsContentType(header.Name))?.Value ?? JsonType;
        var content = new ByteArrayContent(BytesOf(body, formFormat));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return content;
    }

    private static byte[] BytesOf(JsonValue body, ArrayFormat? formFormat) => body switch
    {
        { IsMissing: true } => [],
        { IsString: true } => Encoding.UTF8.GetBytes(body.GetString()),
        { IsObject: true } when formFormat is { } format =>
            Encoding.ASCII.GetBytes(FormEncoding.Encode(FormEncoding.Parameters(body, format))),
        _ => body.ToUtf8Bytes(),
    };

    private static void Authorize(HttpRequestMessage request, HttpAuthorization authorization)
    {
        switch (authorization)
        {
            case HttpAuthorization.Basic basic:
                var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.Username}:{basic.Password}"));
                Set(request, "Authorization", $"Basic {credentials}");
                break;
            case HttpAuthorization.ApiKey key:
                Set(request, key.Name, key.Value);
                break;
            case HttpAuthorization.None:
                break;
            default:
                throw new InvalidOperationException($"Unknown authorization {authorization}.");
        }
    }

    // Names such as Content-Language belong to the content and are dropped without one, as there is nothing they could describe.
    private static void Set(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        if (!request.Headers.TryAddWithoutValidation(name, value))
            request.Content?.Headers.TryAddWithoutValidation(name, value);
    }

    private static bool IsContentType(string name) => name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
}
