using System.Text;
using Microsoft.AspNetCore.Http;
using Stepwell.Functions;
using Stepwell.Json;

namespace Stepwell.Services.Lambda.Urls;

/// <summary>What a function's answer means for the client of its URL.</summary>
/// <seealso href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload"/>
internal sealed record UrlAnswer(int StatusCode, IReadOnlyList<(string Name, string Value)> Headers, ReadOnlyMemory<byte> Body)
{
    private static readonly (string, string)[] Json = [("content-type", "application/json")];

    public static UrlAnswer Of(InvocationOutcome outcome)
    {
        if (outcome.Error is not null || !JsonValue.TryParse(outcome.Payload, out var value, out _))
            return Failure(StatusCodes.Status502BadGateway, "Internal Server Error");
        // Anything without a status is the body itself.
        if (!value.IsObject || value["statusCode"].IsMissing)
            return new UrlAnswer(StatusCodes.Status200OK, Json, value.IsString ? Encoding.UTF8.GetBytes(value.GetString()) : outcome.Payload);
        if (Head(value) is not { } head)
            return Failure(StatusCodes.Status502BadGateway, "Internal Server Error");
        var body = value["body"];
        var text = body.IsString ? body.GetString() : body.IsMissing || body.IsNull ? "" : body.ToString();
        if (value["isBase64Encoded"] is not { IsBoolean: true } encoded || !encoded.GetBoolean())
            return head with { Body = Encoding.UTF8.GetBytes(text) };
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? head with { Body = bytes.AsMemory(0, length) }
            : Failure(StatusCodes.Status502BadGateway, "Internal Server Error");
    }

    /// <summary>Status, headers and cookies; null: they are none.</summary>
    public static UrlAnswer? Head(JsonValue value)
    {
        var status = 200L;
        if (!value["statusCode"].IsMissing && (!value["statusCode"].IsNumber || !value["statusCode"].TryGetInt64(out status) || status is < 200 or > 599))
            return null;
        List<(string Name, string Value)> headers = [];
        if (value["headers"] is { IsObject: true } given)
            foreach (var member in given.Members)
                headers.Add((member.Name, member.Value.IsString ? member.Value.GetString() : member.Value.ToString()));
        if (!headers.Exists(header => header.Name.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            headers.AddRange(Json);
        if (value["cookies"] is { IsArray: true } cookies)
            foreach (var cookie in cookies.Items)
                if (cookie.IsString)
                    headers.Add(("set-cookie", cookie.GetString()));
        return new UrlAnswer((int)status, headers, default);
    }

    public static UrlAnswer Failure(int statusCode, string message) => new(
        statusCode, Json, Encoding.UTF8.GetBytes(statusCode == StatusCodes.Status502BadGateway ? message : $$"""{"Message":{{JsonValue.String(message)}}}"""));

    /// <summary>As AWS words it, in small letters and without the canonical request.</summary>
    public static UrlAnswer SignatureFailure(string message) => new(
        StatusCodes.Status403Forbidden,
        Json,
        Encoding.UTF8.GetBytes($$"""{"message":{{JsonValue.String(message.Split("\n\n")[0])}}}"""));

    /// <summary>Before anything of the body is sent.</summary>
    public void WriteHead(HttpResponse response)
    {
        response.StatusCode = StatusCode;
        foreach (var (name, value) in Headers)
        {
            // What says how the body is sent is the server's to say; what cannot be sent must not end the answer.
            if (IsSendable(name, value) && !name.Equals("transfer-encoding", StringComparison.OrdinalIgnoreCase)
                && !name.Equals("content-length", StringComparison.OrdinalIgnoreCase))
                response.Headers.Append(name, value);
        }
    }

    public async Task Write(HttpResponse response, CancellationToken aborted)
    {
        WriteHead(response);
        if (StatusCode is StatusCodes.Status204NoContent or StatusCodes.Status304NotModified)
            return;
        response.ContentLength = Body.Length;
        if (!HttpMethods.IsHead(response.HttpContext.Request.Method))
            await response.Body.WriteAsync(Body, aborted).ConfigureAwait(false);
    }

    private static bool IsSendable(string name, string value) =>
        name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
        && value.All(character => character is '\t' or >= ' ' and <= '~');
}
