using System.Net;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

public sealed class RequestTests
{
    private const string Target = TestServer.StartExecution;
    private const string Input = """{"stateMachineArn":"arn:x","input":"{}","unknown":[{"a":1}],"name":null}""";

    [Fact]
    public async Task Request_reaches_operation_and_answer_comes_back()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(Target, Input);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/x-amz-json-1.0", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("00000001-0000-0000-0000-000000000000", Assert.Single(response.Headers.GetValues("x-amzn-RequestId")));
        Assert.NotNull(response.Headers.Date);
        Assert.Equal("""{"executionArn":"arn:x:{}","startDate":1700000000.123}""", await Text(response));
    }

    [Fact]
    public async Task Port_answers_http2_with_prior_knowledge_beside_http1()
    {
        await using var server = await TestServer.StartAsync();

        using var first = await server.PostAsync(Target, Input, Http2);
        using var second = await server.PostAsync(Target, Input);
        using var third = await server.PostAsync(Target, Input, Http2);

        Assert.Equal(HttpVersion.Version20, first.Version);
        Assert.Equal(HttpVersion.Version11, second.Version);
        Assert.Equal(await Text(second), await Text(third));
    }

    [Fact]
    public async Task Answer_has_content_type_that_client_speaks()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            Target, Input, request => request.Content!.Headers.ContentType = new("application/x-amz-json-1.1") { CharSet = "utf-8" });

        Assert.Equal("application/x-amz-json-1.1", response.Content.Headers.ContentType!.ToString());
    }

    [Fact]
    public async Task Path_prefix_and_query_are_tolerated()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            Target, Input, request => request.RequestUri = new Uri(server.Uri, "/some/prefix/?a=b"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Account_and_region_come_from_credential_scope()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(Target, Input, request =>
        {
            request.Headers.TryAddWithoutValidation(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=123456789012/20150830/eu-west-1/states/aws4_request, SignedHeaders=host, Signature=00");
            request.Headers.Add("X-Amzn-Trace-Id", "Root=1-2-3");
            request.Headers.Add("traceparent", "00-1-2-01");
            request.Headers.Add("tracestate", ["a=b", "c=d"]);
            request.Headers.Host = "sync-localhost:4566";
        });

        var context = server.Service.LastContext!;
        Assert.Equal(
            ("123456789012", "eu-west-1", "123456789012", "Root=1-2-3", "sync-localhost:4566"),
            (context.AccountId, context.Region, context.AccessKeyId, context.TraceHeader, context.Host));
        Assert.Equal(("00-1-2-01", "a=b, c=d"), (context.TraceParent, context.TraceState?.Replace(",c", ", c", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("AWS4-HMAC-SHA256 Credential=nonsense, SignedHeaders=host, Signature=00")]
    [InlineData("Bearer something")]
    public async Task Request_without_scope_belongs_to_default_account(string? authorization)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            Target, Input, request => request.Headers.TryAddWithoutValidation("Authorization", authorization));

        var context = server.Service.LastContext!;
        Assert.Equal(("000000000000", "us-east-1", null), (context.AccountId, context.Region, context.AccessKeyId));
    }

    [Fact]
    public async Task Large_body_arrives_whole_in_one_piece_or_many()
    {
        await using var server = await TestServer.StartAsync();
        var text = new string('a', 250_000);
        var body = $$"""{"stateMachineArn":"arn:x","input":"{{text}}"}""";

        using var sized = await server.PostAsync(Target, body);
        using var chunked = await server.PostAsync(Target, body, request => request.Headers.TransferEncodingChunked = true);
        using var framed = await server.PostAsync(Target, body, Http2);

        foreach (var response in (HttpResponseMessage[])[sized, chunked, framed])
            Assert.Equal("arn:x:" + text, JsonNode.Parse(await Text(response))!["executionArn"]!.GetValue<string>());
    }

    [Fact]
    public async Task Gzipped_request_is_unpacked()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            Target, Gzip.Pack(Input), request => request.Content!.Headers.ContentEncoding.Add("gzip"));

        Assert.Equal("""{"executionArn":"arn:x:{}","startDate":1700000000.123}""", await Text(response));
    }

    [Fact]
    public async Task Requests_of_one_connection_do_not_see_each_other()
    {
        await using var server = await TestServer.StartAsync();

        foreach (var name in (string[])["one", "two", "three"])
        {
            using var response = await server.PostAsync(Target, $$"""{"stateMachineArn":"{{name}}"}""");
            Assert.Equal(name + ":", JsonNode.Parse(await Text(response))!["executionArn"]!.GetValue<string>());
        }
    }

    [Fact]
    public async Task Date_follows_injected_clock()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero));
        await using var server = await TestServer.StartAsync(time: time);

        using var response = await server.PostAsync(Target, Input);

        Assert.Equal(time.GetUtcNow(), response.Headers.Date);
    }

    [Fact]
    public async Task Health_and_given_pages_answer_under_own_prefix()
    {
        await using var server = await TestServer.StartAsync();
        var cancellation = TestContext.Current.CancellationToken;

        Assert.Equal("""{"status":"ok"}""", await server.Client.GetStringAsync(new Uri(server.Uri, "/_stepwell/health"), cancellation));
        Assert.Equal("hello", await server.Client.GetStringAsync(new Uri(server.Uri, "/_stepwell/hello/world"), cancellation));
        using var missing = await server.Client.GetAsync(new Uri(server.Uri, "/_stepwell/helloworld"), cancellation);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    private static void Http2(HttpRequestMessage request)
    {
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
    }

    private static Task<string> Text(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
