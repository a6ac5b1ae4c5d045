using System.Collections.Immutable;
using Stepwell.Json;

namespace Stepwell.Integrations.Http;

/// <summary>The parameters of an HTTP task, read and checked.</summary>
/// <param name="Body">Missing: none.</param>
/// <param name="FormFormat">Set when the body is to be URL-encoded; null: it goes as JSON, or as it is when it is a text.</param>
internal sealed record HttpCall(
    Uri Endpoint,
    HttpMethod Method,
    string? ConnectionArn,
    ImmutableArray<HttpParameter> Headers,
    ImmutableArray<HttpParameter> Query,
    JsonValue Body,
    ArrayFormat? FormFormat)
{
    private static readonly Uri NoEndpoint = new("https://invalid/");

    /// <summary>Reads everything; what is wrong stands in the reader's refusal, and the call must not be used then.</summary>
    public static HttpCall Read(ParameterReader reader, HttpInvokeOptions options) => new(
        ReadEndpoint(reader, options),
        ReadMethod(reader),
        ReadConnectionArn(reader, options),
        ReadHeaders(reader),
        ReadQuery(reader),
        reader.Any("RequestBody"),
        ReadFormFormat(reader));

    private static Uri ReadEndpoint(ParameterReader reader, HttpInvokeOptions options)
    {
        var text = reader.RequiredText("ApiEndpoint");
        if (Uri.TryCreate(text, UriKind.Absolute, out var endpoint) && IsAllowed(endpoint, options.PlainHttp))
            return endpoint;
        if (text.Length > 0)
            reader.Invalid("ApiEndpoint");
        return NoEndpoint;
    }

    private static bool IsAllowed(Uri endpoint, PlainHttp plainHttp) =>
        endpoint.Scheme == Uri.UriSchemeHttps
        || (endpoint.Scheme == Uri.UriSchemeHttp
            && (plainHttp is PlainHttp.Anywhere || (plainHttp is PlainHttp.ToLoopback && endpoint.IsLoopback)));

    private static HttpMethod ReadMethod(ParameterReader reader)
    {
        var text = reader.RequiredText("Method");
        if (text is "GET" or "POST" or "PUT" or "DELETE" or "PATCH" or "OPTIONS" or "HEAD")
            return new HttpMethod(text);
        if (text.Length > 0)
            reader.Invalid("Method");
        return HttpMethod.Get;
    }

    private static string? ReadConnectionArn(ParameterReader reader, HttpInvokeOptions options)
    {
        var arn = reader.TextIn("InvocationConfig", "ConnectionArn") ?? reader.TextIn("Authentication", "ConnectionArn");
        if (arn is null && options.IsConnectionRequired)
            reader.Missing("ConnectionArn");
        return arn;
    }

    private static ImmutableArray<HttpParameter> ReadHeaders(ParameterReader reader)
    {
        var headers = ImmutableArray.CreateBuilder<HttpParameter>();
        foreach (var (name, value) in reader.Object("Headers").Members)
        {
            var text = value.IsArray ? string.Join(", ", value.Items.Select(FormEncoding.Text)) : FormEncoding.Text(value);
            var header = new HttpParameter(name, text);
            if (HeaderRules.IsRefused(name) || !HeaderRules.IsWellFormed(header))
                reader.Invalid($"Headers.{name}");
            else if (!HeaderRules.IsOurs(name))
                headers.Add(header);
        }

        return headers.ToImmutable();
    }

    private static ImmutableArray<HttpParameter> ReadQuery(ParameterReader reader)
    {
        var query = reader.Any("QueryParameters");
        if (query.IsString)
            return [.. FormEncoding.Decode(query.GetString())];
        if (query.IsObject)
            return [.. FormEncoding.Parameters(query, ArrayFormat.Repeat)];
        if (!query.IsMissing)
            reader.Invalid("QueryParameters");
        return [];
    }

    private static ArrayFormat? ReadFormFormat(ParameterReader reader)
    {
        var encoding = reader.TextIn("Transform", "RequestBodyEncoding") ?? "NONE";
        if (encoding is not ("NONE" or "URL_ENCODED"))
            reader.Invalid("RequestBodyEncoding");
        return encoding == "URL_ENCODED" ? ReadArrayFormat(reader) : null;
    }

    private static ArrayFormat ReadArrayFormat(ParameterReader reader)
    {
        var name = reader.Object("Transform")["RequestEncodingOptions"]["ArrayFormat"];
        if (name.IsMissing || name.StringEquals("INDICES"))
            return ArrayFormat.Indices;
        if (name.StringEquals("REPEAT"))
            return ArrayFormat.Repeat;
        if (name.StringEquals("COMMAS"))
            return ArrayFormat.Commas;
        if (!name.StringEquals("BRACKETS"))
            reader.Invalid("ArrayFormat");
        return ArrayFormat.Brackets;
    }
}
