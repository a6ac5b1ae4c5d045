using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Stepwell.Functions;
using Stepwell.Json;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Tests.Support;
using Stepwell.Wire.SigV4;
using static Stepwell.Services.Lambda.Tests.Support.Calls;

namespace Stepwell.Services.Lambda.Tests.Urls;

public sealed class UrlTests
{
    [Fact]
    public async Task Request_reaches_the_function_as_an_event_of_format_2()
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server);
        var got = JsonValue.Null;
        server.Host.Answer = (_, invocation, _) =>
        {
            got = JsonValue.Parse(invocation.Payload);
            return Answer("\"done\"");
        };
        var http = Request(url, "POST", "/orders/7", "?a=1&a=2&b=x%20y", "{\"n\":1}");
        http.Request.Headers.Cookie = "one=1; two=2";
        http.Request.ContentType = "application/json";
        Assert.Equal((200, "done"), await Send(server, http));

        Assert.Equal("2.0", got["version"].GetString());
        Assert.Equal(("/orders/7", "a=1&a=2&b=x%20y"), (got["rawPath"].GetString(), got["rawQueryString"].GetString()));
        Assert.Equal("""{"a":"1,2","b":"x y"}""", got["queryStringParameters"].ToString());
        Assert.Equal("""["one=1","two=2"]""", got["cookies"].ToString());
        Assert.Equal(("POST", "/orders/7"), (got["requestContext"]["http"]["method"].GetString(), got["requestContext"]["http"]["path"].GetString()));
        Assert.Equal(("""{"n":1}""", false), (got["body"].GetString(), got["isBase64Encoded"].GetBoolean()));
    }

    [Fact]
    public async Task Body_that_is_no_text_comes_in_base64()
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server);
        var got = JsonValue.Null;
        server.Host.Answer = (_, invocation, _) =>
        {
            got = JsonValue.Parse(invocation.Payload);
            return Answer("""{"statusCode":201,"headers":{"x-kind":"bytes"},"cookies":["a=1"],"body":"AAEC","isBase64Encoded":true}""");
        };
        var http = Request(url, "PUT", "/", "", "abc");
        http.Request.ContentType = "application/octet-stream";
        Assert.Equal((201, "\0\u0001\u0002"), await Send(server, http));
        Assert.Equal(("YWJj", true), (got["body"].GetString(), got["isBase64Encoded"].GetBoolean()));
        Assert.Equal(("bytes", "a=1"), (http.Response.Headers["x-kind"].ToString(), http.Response.Headers.SetCookie.ToString()));
    }

    [Fact]
    public async Task Answer_without_a_status_is_the_body()
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server);
        server.Host.Answer = (_, _, _) => Answer("""{"message":"hello"}""");
        var http = Request(url);
        Assert.Equal((200, """{"message":"hello"}"""), await Send(server, http));
        Assert.Equal("application/json", http.Response.ContentType);
    }

    [Theory]
    [InlineData("{\"errorMessage\":\"x\"}", true)]
    [InlineData("no json", false)]
    [InlineData("{\"statusCode\":7}", false)]
    [InlineData("{\"statusCode\":200,\"body\":\"?\",\"isBase64Encoded\":true}", false)]
    public async Task Function_that_fails_or_answers_what_cannot_be_sent_is_a_bad_gateway(string payload, bool isError)
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server);
        server.Host.Answer = (_, _, _) =>
            new(new InvocationOutcome(Encoding.UTF8.GetBytes(payload), isError ? FunctionError.Unhandled : null, LogTail: null, TimeSpan.Zero));
        Assert.Equal((502, "Internal Server Error"), await Send(server, Request(url)));
    }

    [Fact]
    public async Task Url_that_is_not_there_or_needs_a_signature_is_forbidden()
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server, FunctionUrlAuthType.AwsIam);
        Assert.Equal((403, """{"Message":"Forbidden"}"""), await Send(server, Request(url)));
        Assert.Equal(403, (await Send(server, Request($"http://{new string('a', 32)}.lambda-url.us-east-1.localhost/"))).Status);
        Assert.Equal(403, (await Send(server, Request(url.Replace("us-east-1", "eu-west-1", StringComparison.Ordinal)))).Status);
        var signed = Request(url);
        signed.Request.Headers.Authorization = "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/lambda/aws4_request";
        var got = JsonValue.Null;
        server.Host.Answer = (_, invocation, _) =>
        {
            got = JsonValue.Parse(invocation.Payload);
            return Answer("{}");
        };
        Assert.Equal(200, (await Send(server, signed)).Status);
        Assert.Equal(("000000000000", "test"), (
            got["requestContext"]["accountId"].GetString(), got["requestContext"]["authorizer"]["iam"]["accessKey"].GetString()));
        Assert.Null(server.Service.FindSite(Request("http://localhost:4566/").Features.GetRequiredFeature<IHttpRequestFeature>()));
    }

    [Fact]
    public async Task Url_that_needs_a_signature_verifies_it_where_keys_are_known()
    {
        await using var server = await Server.Start([new AccessKey("AKID", "secret")]);
        var url = await CreateUrl(server, FunctionUrlAuthType.AwsIam);
        Assert.Equal(200, (await Send(server, Signed(url, "AKID", "secret"))).Status);
        Assert.Equal(
            (403, """{"message":"The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."}"""),
            await Send(server, Signed(url, "AKID", "other")));
        Assert.Equal(
            (403, """{"message":"The security token included in the request is invalid."}"""), await Send(server, Signed(url, "other", "secret")));
        Assert.Equal((403, """{"Message":"Forbidden"}"""), await Send(server, Request(url)));
    }

    [Fact]
    public async Task Function_without_concurrency_answers_too_many_requests()
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server);
        await server.Service.PutFunctionConcurrency(new() { FunctionName = Name, ReservedConcurrentExecutions = 0 }, server.Context);
        Assert.Equal(429, (await Send(server, Request(url))).Status);
    }

    [Fact]
    public async Task Browsers_are_told_what_the_configuration_allows()
    {
        await using var server = await Server.Start();
        await server.Create();
        var url = (await server.Service.CreateFunctionUrlConfig(
            new()
            {
                FunctionName = Name,
                AuthType = FunctionUrlAuthType.None,
                Cors = new() { AllowOrigins = ["https://shop.example"], AllowMethods = ["POST"], MaxAge = 60 },
            },
            server.Context)).FunctionUrl;
        var preflight = Request(url, "OPTIONS");
        preflight.Request.Headers.Origin = "https://shop.example";
        preflight.Request.Headers.AccessControlRequestMethod = "POST";
        await Send(server, preflight);
        Assert.Equal(
            ("https://shop.example", "POST", "60"),
            (preflight.Response.Headers.AccessControlAllowOrigin.ToString(), preflight.Response.Headers.AccessControlAllowMethods.ToString(),
                preflight.Response.Headers.AccessControlMaxAge.ToString()));

        var other = Request(url);
        other.Request.Headers.Origin = "https://other.example";
        await Send(server, other);
        Assert.Equal("", other.Response.Headers.AccessControlAllowOrigin.ToString());
    }

    [Fact]
    public async Task Streamed_answer_begins_with_its_status_and_headers()
    {
        await using var server = await Server.Start();
        var url = await CreateUrl(server, mode: InvokeMode.ResponseStream);
        server.Host.Answer = async (_, invocation, cancellation) =>
        {
            await invocation.Stream!.Start("application/vnd.awslambda.http-integration-response", cancellation);
            await invocation.Stream.Write("""{"statusCode":202,"headers":{"content-type":"text/plain"}}"""u8.ToArray(), cancellation);
            await invocation.Stream.Write("\0\0\0\0\0"u8.ToArray(), cancellation);
            await invocation.Stream.Write("\0\0\0one "u8.ToArray(), cancellation);
            await invocation.Stream.Write("two"u8.ToArray(), cancellation);
            return new InvocationOutcome(default, Error: null, LogTail: null, TimeSpan.Zero);
        };
        var http = Request(url);
        Assert.Equal((202, "one two"), await Send(server, http));
        Assert.Equal("text/plain", http.Response.ContentType);
    }

    private static async Task<string> CreateUrl(Server server, string authType = FunctionUrlAuthType.None, string? mode = null)
    {
        await server.Create();
        return (await server.Service.CreateFunctionUrlConfig(
            new() { FunctionName = Name, AuthType = authType, InvokeMode = mode }, server.Context)).FunctionUrl;
    }

    private static ValueTask<InvocationOutcome> Answer(string payload) =>
        new(new InvocationOutcome(Encoding.UTF8.GetBytes(payload), Error: null, LogTail: null, TimeSpan.FromMilliseconds(1)));

    private static DefaultHttpContext Request(string url, string method = "GET", string path = "/", string query = "", string body = "")
    {
        var http = new DefaultHttpContext();
        http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = path + query;
        (http.Request.Method, http.Request.Path, http.Request.QueryString) = (method, path, new QueryString(query));
        http.Request.Headers.Host = new Uri(url).Authority;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Response.Body = new MemoryStream();
        return http;
    }

    /// <summary>At the time of the server's clock.</summary>
    private static DefaultHttpContext Signed(string url, string keyId, string secret)
    {
        const string Scope = "20260101/us-east-1/lambda/aws4_request";
        var http = Request(url, "POST", "/orders", "", "{}");
        http.Request.Headers["X-Amz-Date"] = "20260101T000000Z";
        var canonical = $"POST\n/orders\n\nhost:{new Uri(url).Authority}\nx-amz-date:20260101T000000Z\n\nhost;x-amz-date\n{Hash("{}")}";
        var key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (var part in Scope.Split('/'))
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        var toSign = $"AWS4-HMAC-SHA256\n20260101T000000Z\n{Scope}\n{Hash(canonical)}";
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        http.Request.Headers.Authorization = $"AWS4-HMAC-SHA256 Credential={keyId}/{Scope}, SignedHeaders=host;x-amz-date, Signature={signature}";
        return http;
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static async Task<(int Status, string Body)> Send(Server server, DefaultHttpContext http)
    {
        var site = server.Service.FindSite(http.Features.GetRequiredFeature<IHttpRequestFeature>());
        await Assert.IsType<RequestDelegate>(site)(http);
        return (http.Response.StatusCode, Encoding.UTF8.GetString(((MemoryStream)http.Response.Body).ToArray()));
    }
}
