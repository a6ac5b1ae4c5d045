using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Wire.SigV4;

namespace Stepwell.Services.Lambda.Urls;

/// <summary>A request to a function URL as the event that its function gets: payload format 2.0.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads"/>
internal static class UrlEvent
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="caller">Null: the URL is open to everyone.</param>
    public static ReadOnlyMemory<byte> Of(
        HttpContext http, string urlId, string requestId, Caller? caller, DateTimeOffset now, ReadOnlyMemory<byte> body)
    {
        var (path, query) = Target(http);
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteString("version", "2.0");
            json.WriteString("routeKey", "$default");
            json.WriteString("rawPath", path);
            json.WriteString("rawQueryString", query);
            WriteCookies(json, http.Request.Headers.Cookie);
            WriteMap(json, "headers", http.Request.Headers.Select(header => (header.Key.ToLowerInvariant(), string.Join(',', header.Value.ToArray()))));
            if (http.Request.Query.Count > 0)
                WriteMap(json, "queryStringParameters", http.Request.Query.Select(item => (item.Key, string.Join(',', item.Value.ToArray()))));
            WriteContext(json, http, urlId, requestId, caller, path, now);
            WriteBody(json, http.Request.ContentType, body);
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>As sent: what is escaped stays so in the query, and is unescaped in the path.</summary>
    private static (string Path, string Query) Target(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return (http.Request.Path.Value is { Length: > 0 } path ? path : "/", mark < 0 ? "" : target[(mark + 1)..]);
    }

    private static void WriteCookies(Utf8JsonWriter json, IReadOnlyCollection<string?> headers)
    {
        var cookies = headers.SelectMany(header => (header ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).ToList();
        if (cookies.Count == 0)
            return;
        json.WriteStartArray("cookies");
        foreach (var cookie in cookies)
            json.WriteStringValue(cookie);
        json.WriteEndArray();
    }

    private static void WriteMap(Utf8JsonWriter json, string name, IEnumerable<(string Name, string Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var (member, value) in members)
            json.WriteString(member, value);
        json.WriteEndObject();
    }

    private static void WriteContext(
        Utf8JsonWriter json, HttpContext http, string urlId, string requestId, Caller? caller, string path, DateTimeOffset now)
    {
        json.WriteStartObject("requestContext");
        json.WriteString("accountId", caller?.Principal.AccountId ?? "anonymous");
        json.WriteString("apiId", urlId);
        if (caller is not null)
            WriteCaller(json, caller);
        json.WriteString("domainName", http.Request.Host.Host);
        json.WriteString("domainPrefix", urlId);
        json.WriteStartObject("http");
        json.WriteString("method", http.Request.Method);
        json.WriteString("path", path);
        json.WriteString("protocol", http.Request.Protocol);
        json.WriteString("sourceIp", http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1");
        json.WriteString("userAgent", http.Request.Headers.UserAgent.ToString());
        json.WriteEndObject();
        json.WriteString("requestId", requestId);
        json.WriteString("routeKey", "$default");
        json.WriteString("stage", "$default");
        json.WriteString("time", now.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture));
        json.WriteNumber("timeEpoch", now.ToUnixTimeMilliseconds());
        json.WriteEndObject();
    }

    private static void WriteCaller(Utf8JsonWriter json, Caller caller)
    {
        json.WriteStartObject("authorizer");
        json.WriteStartObject("iam");
        json.WriteString("accessKey", caller.AccessKeyId);
        json.WriteString("accountId", caller.Principal.AccountId);
        json.WriteString("callerId", caller.Principal.UserId);
        json.WriteNull("cognitoIdentity");
        json.WriteNull("principalOrgId");
        json.WriteString("userArn", caller.Principal.Arn);
        json.WriteString("userId", caller.Principal.UserId);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, string? contentType, ReadOnlyMemory<byte> body)
    {
        var isText = body.IsEmpty || (IsText(contentType) && Utf8.IsValid(body.Span));
        if (!body.IsEmpty)
            json.WriteString("body", isText ? Encoding.UTF8.GetString(body.Span) : Convert.ToBase64String(body.Span));
        json.WriteBoolean("isBase64Encoded", !isText);
    }

    private static bool IsText(string? contentType)
    {
        var type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type.StartsWith("text/", StringComparison.Ordinal)
            || type is "application/json" or "application/xml" or "application/javascript"
            || type.EndsWith("+json", StringComparison.Ordinal)
            || type.EndsWith("+xml", StringComparison.Ordinal);
    }
}
