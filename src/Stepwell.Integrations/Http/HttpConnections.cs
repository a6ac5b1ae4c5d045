using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Integrations.Http;

/// <summary>The connections that HTTP tasks may name, by ARN. They come from the server's configuration.</summary>
public sealed class HttpConnections(ImmutableDictionary<string, HttpConnection> byArn)
{
    public static readonly HttpConnections None = new(ImmutableDictionary<string, HttpConnection>.Empty);

    /// <summary>
    /// Reads an object from connection ARN to what EventBridge's CreateConnection takes: <c>AuthorizationType</c> (<c>BASIC</c>,
    /// <c>API_KEY</c>, or absent for none) and <c>AuthParameters</c> with <c>BasicAuthParameters</c>, <c>ApiKeyAuthParameters</c> and
    /// <c>InvocationHttpParameters</c>.
    /// </summary>
    /// <exception cref="FormatException">It is not that; the message names the connection and the field, and no value.</exception>
    public static HttpConnections Read(JsonValue configuration)
    {
        if (!configuration.IsObject)
            throw new FormatException("HTTP connections are an object from connection ARN to connection.");
        return new(configuration.Members.ToImmutableDictionary(member => member.Name, member => ReadConnection(member.Name, member.Value)));
    }

    /// <summary>Null: there is no such connection.</summary>
    public HttpConnection? Find(string connectionArn) => byArn.GetValueOrDefault(connectionArn);

    private static HttpConnection ReadConnection(string arn, JsonValue connection)
    {
        var parameters = connection["AuthParameters"];
        var invocation = parameters["InvocationHttpParameters"];
        return new HttpConnection(
            ReadAuthorization(arn, connection["AuthorizationType"], parameters),
            ReadParameters(arn, invocation, "HeaderParameters"),
            ReadParameters(arn, invocation, "QueryStringParameters"),
            ReadParameters(arn, invocation, "BodyParameters"));
    }

    private static HttpAuthorization ReadAuthorization(string arn, JsonValue type, JsonValue parameters)
    {
        var basic = parameters["BasicAuthParameters"];
        var apiKey = parameters["ApiKeyAuthParameters"];
        return type switch
        {
            { IsMissing: true } => new HttpAuthorization.None(),
            _ when type.StringEquals("BASIC") =>
                new HttpAuthorization.Basic(Text(arn, basic, "Username"), Text(arn, basic, "Password")),
            _ when type.StringEquals("API_KEY") =>
                new HttpAuthorization.ApiKey(Text(arn, apiKey, "ApiKeyName"), Text(arn, apiKey, "ApiKeyValue")),
            _ => throw new FormatException($"Connection {arn}: AuthorizationType is BASIC or API_KEY."),
        };
    }

    private static ImmutableArray<HttpParameter> ReadParameters(string arn, JsonValue invocation, string field) =>
        [.. invocation[field].Items.Select(item => new HttpParameter(Text(arn, item, "Key"), Text(arn, item, "Value")))];

    private static string Text(string arn, JsonValue container, string field) => container[field] is { IsString: true } value
        ? value.GetString()
        : throw new FormatException($"Connection {arn}: {field} is a text and is missing.");
}
