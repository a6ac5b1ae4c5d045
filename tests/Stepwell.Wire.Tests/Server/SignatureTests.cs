using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Wire.SigV4;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

public sealed class SignatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly AccessKey Key = new("111122223333", "a secret");
    private static readonly byte[] Body = """{"stateMachineArn":"arn:x"}"""u8.ToArray();
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly Signer _signer = new(Key.Id, Key.Secret, Now);

    [Fact]
    public async Task Signed_request_is_let_in()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(TestServer.StartExecution, Body, request => Sign(request, server, _signer));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(("111122223333", "eu-west-1"), (server.Service.LastContext!.AccountId, server.Service.LastContext.Region));
    }

    [Fact]
    public async Task Same_signature_is_good_twice_because_clients_retry_within_a_second()
    {
        await using var server = await StartAsync();

        for (var i = 0; i < 2; i++)
        {
            using var response = await server.PostAsync(TestServer.StartExecution, Body, request => Sign(request, server, _signer));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task Pseudo_header_authority_is_verified_over_http2()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(TestServer.StartExecution, Body, request =>
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            _signer.Sign(request, Body, (":authority", server.EndPoint.ToString()), ("content-length", Body.Length.ToString()));
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Gzipped_body_is_verified_as_sent()
    {
        await using var server = await StartAsync();
        var packed = Gzip.Pack("""{"stateMachineArn":"arn:x"}""");

        using var response = await server.PostAsync(TestServer.StartExecution, packed, request =>
        {
            request.Content!.Headers.ContentEncoding.Add("gzip");
            _signer.Sign(request, packed, ("host", server.EndPoint.ToString()));
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Presigned_query_is_let_in_until_it_expires()
    {
        await using var server = await StartAsync();
        var query = _signer.Presign(server.EndPoint.ToString(), Body, expiresSeconds: 900);
        Task<HttpResponseMessage> Post() => server.PostAsync(
            TestServer.StartExecution, Body, request => request.RequestUri = new Uri(server.Uri, "/?" + query));

        using var inTime = await Post();
        _clock.Advance(TimeSpan.FromSeconds(901));
        using var late = await Post();

        Assert.Equal(HttpStatusCode.OK, inTime.StatusCode);
        Assert.Equal("111122223333", server.Service.LastContext!.AccountId);
        await AssertRefused(late, "InvalidSignatureException", "Signature expired: 20261123T120000Z is now earlier than");
    }

    [Fact]
    public async Task Unsigned_request_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(TestServer.StartExecution, Body);

        await AssertRefused(response, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }

    [Fact]
    public async Task Incomplete_authorization_names_everything_that_is_missing()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution,
            Body,
            request => request.Headers.TryAddWithoutValidation("Authorization", "AWS4-HMAC-SHA256 Credential=a"));

        await AssertRefused(
            response,
            "IncompleteSignatureException",
            "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. "
            + "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            + "Authorization=AWS4-HMAC-SHA256 Credential=a");
    }

    [Fact]
    public async Task Unknown_key_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, Body, request => Sign(request, server, _signer with { KeyId = "444455556666" }));

        await AssertRefused(response, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    [Fact]
    public async Task Session_token_that_key_does_not_have_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(TestServer.StartExecution, Body, request =>
        {
            Sign(request, server, _signer);
            request.Headers.Add("X-Amz-Security-Token", "made up");
        });

        await AssertRefused(response, "UnrecognizedClientException", "The security token included in the request is invalid.");
    }

    [Fact]
    public async Task Expired_key_is_refused()
    {
        await using var server = await TestServer.StartAsync(keys: [Key with { Expires = Now }], time: _clock);

        using var response = await server.PostAsync(TestServer.StartExecution, Body, request => Sign(request, server, _signer));

        await AssertRefused(response, "ExpiredTokenException", "The security token included in the request is expired");
    }

    [Fact]
    public async Task Signature_in_header_and_query_at_once_is_refused()
    {
        await using var server = await StartAsync();
        var query = _signer.Presign(server.EndPoint.ToString(), Body, expiresSeconds: 900);

        using var response = await server.PostAsync(TestServer.StartExecution, Body, request =>
        {
            request.RequestUri = new Uri(server.Uri, "/?" + query);
            Sign(request, server, _signer);
        });

        await AssertRefused(response, "InvalidSignatureException", "Found both 'X-Amz-Algorithm' as a query-string param");
    }

    [Fact]
    public async Task Incomplete_presigned_query_names_everything_that_is_missing()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, Body, request => request.RequestUri = new Uri(server.Uri, "/?X-Amz-Algorithm=AWS4-HMAC-SHA256"));

        await AssertRefused(
            response,
            "IncompleteSignatureException",
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. ");
    }

    [Theory]
    [InlineData("AWS4-ECDSA-P256-SHA256", "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'")]
    [InlineData("AWS4-HMAC-SHA256", "Credential must have exactly 5 slash-delimited elements")]
    public async Task Other_algorithms_and_broken_scopes_are_refused(string algorithm, string message)
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(TestServer.StartExecution, Body, request =>
        {
            request.Headers.Add("X-Amz-Date", _signer.Date);
            request.Headers.TryAddWithoutValidation("Authorization", algorithm + " Credential=a/b, SignedHeaders=host, Signature=00");
        });

        await AssertRefused(response, "IncompleteSignatureException", message);
    }

    [Fact]
    public async Task Wrong_secret_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, Body, request => Sign(request, server, _signer with { Secret = "another" }));

        await AssertRefused(response, "InvalidSignatureException", "The request signature we calculated does not match");
    }

    [Fact]
    public async Task Changed_body_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, """{"stateMachineArn":"arn:y"}""", request => Sign(request, server, _signer));

        await AssertRefused(response, "InvalidSignatureException", "The request signature we calculated does not match");
        Assert.Null(server.Service.LastContext);
    }

    [Fact]
    public async Task Signature_for_another_service_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, Body, request => Sign(request, server, _signer with { Service = "sqs" }));

        await AssertRefused(response, "InvalidSignatureException", "Credential should be scoped to correct service: 'states'.");
    }

    [Fact]
    public async Task Scope_of_another_day_or_with_another_end_is_refused()
    {
        await using var server = await StartAsync();

        using var yesterday = await server.PostAsync(
            TestServer.StartExecution, Body, request => Sign(request, server, _signer with { ScopeDays = -1 }));
        using var unterminated = await server.PostAsync(
            TestServer.StartExecution, Body, request => Sign(request, server, _signer with { Terminator = "aws5" }));

        await AssertRefused(
            yesterday,
            "InvalidSignatureException",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261122' != '20261123'");
        await AssertRefused(
            unterminated, "InvalidSignatureException", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5'.");
    }

    [Fact]
    public async Task Signature_that_leaves_host_out_is_refused()
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, Body, request => _signer.Sign(request, Body, ("x-amz-target", TestServer.StartExecution)));

        await AssertRefused(response, "InvalidSignatureException", "'Host' or ':authority' must be a 'SignedHeader'");
    }

    [Theory]
    [InlineData(-301, "Signature expired: 20261123T115459Z is now earlier than 20261123T115500Z (20261123T120000Z - 5 min.)")]
    [InlineData(301, "Signature not yet current: 20261123T120501Z is still later than 20261123T120500Z (20261123T120000Z + 5 min.)")]
    public async Task Clock_may_differ_by_five_minutes_and_answer_tells_the_time(int skewSeconds, string message)
    {
        await using var server = await StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, Body, request => Sign(request, server, _signer with { Now = Now.AddSeconds(skewSeconds) }));

        await AssertRefused(response, "InvalidSignatureException", message);
        Assert.Equal(Now, response.Headers.Date);
    }

    private static void Sign(HttpRequestMessage request, TestServer server, Signer signer) => signer.Sign(
        request,
        Body,
        ("content-type", "application/x-amz-json-1.0"),
        ("host", server.EndPoint.ToString()),
        ("x-amz-target", TestServer.StartExecution));

    private Task<TestServer> StartAsync() => TestServer.StartAsync(keys: [Key], time: _clock);

    private static async Task AssertRefused(HttpResponseMessage response, string code, string messageStart)
    {
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((HttpStatusCode.BadRequest, code), (response.StatusCode, (string)error["__type"]!));
        Assert.StartsWith(messageStart, (string)error["message"]!);
    }
}
