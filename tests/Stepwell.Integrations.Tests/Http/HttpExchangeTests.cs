using System.Collections.Immutable;
using Microsoft.Extensions.Time.Testing;
using Stepwell.Integrations.Http;

namespace Stepwell.Integrations.Tests.Http;

/// <summary>What somebody sees who looks on while an HTTP task is carried out.</summary>
public sealed class HttpExchangeTests
{
    private const string Agent = "User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144, Idempotency-Key: key-1";

    /// <summary>Something that the connection overrides, everywhere.</summary>
    private const string Overridden =
        ",\"RequestBody\":{\"job\":1,\"both\":2},\"QueryParameters\":{\"q\":\"1\",\"both\":\"2\"},\"Headers\":{\"Mine\":\"h\",\"both\":\"2\"}";

    private static readonly HttpConnection Secrets = new(
        new HttpAuthorization.Basic("ann", "secret"),
        [new HttpParameter("Custom", "secret"), new HttpParameter("Both", "secret")],
        [new HttpParameter("k", "secret"), new HttpParameter("both", "secret")],
        [new HttpParameter("b", "secret"), new HttpParameter("both", "secret")]);

    [Fact]
    public async Task Request_and_response_are_seen_as_they_were()
    {
        await using var server = await LoopbackServer.Answering("{ \"x\": 1 }");
        var exchange = await Look(server, ",\"RequestBody\":{\"job\":1},\"QueryParameters\":{\"q\":\"1\"},\"Headers\":{\"Mine\":\"h\"}", HttpConnection.Anonymous);
        Assert.Equal(
            new NotedRequest("http", "POST", $"{server.Url}/a?q=1", $"[Mine: h, {Agent}]", """{"job":1}"""), exchange.Request);
        var response = exchange.Response!;
        Assert.Equal(("http", "200", "OK", "{ \"x\": 1 }"), (response.Protocol, response.StatusCode, response.StatusMessage, response.Body));
        Assert.StartsWith("[", response.Headers, StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", response.Headers, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_the_connection_adds_is_sent_but_not_seen()
    {
        await using var server = await LoopbackServer.Answering("{}");
        var exchange = await Look(server, Overridden, Secrets);
        Assert.Equal(
            new NotedRequest("http", "POST", $"{server.Url}/a?q=1", $"[Mine: h, {Agent}]", """{"job":1}"""), exchange.Request);
        Assert.Equal("/a?q=1&k=secret&both=secret", server.Single.Target);
        Assert.Equal("secret", server.Single.Headers["Custom"]);
    }

    [Fact]
    public async Task Secrets_are_seen_by_those_who_ask_for_them()
    {
        await using var server = await LoopbackServer.Answering("{}");
        var exchange = await Look(server, Overridden, Secrets, showsSecrets: true);
        Assert.Equal(
            new NotedRequest(
                "http",
                "POST",
                $"{server.Url}/a?q=1&k=secret&both=secret",
                $"[Mine: h, Authorization: Basic YW5uOnNlY3JldA==, Custom: secret, Both: secret, {Agent}]",
                """{"job":1,"both":"secret","b":"secret"}"""),
            exchange.Request);
        Assert.DoesNotContain("secret", exchange.Request!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_that_fails_the_task_is_seen_with_its_body()
    {
        await using var server = await LoopbackServer.Answering("""{"why":"gone"}""", status: 410);
        var response = (await Look(server, "", HttpConnection.Anonymous)).Response!;
        Assert.Equal(("410", "Gone", """{"why":"gone"}"""), (response.StatusCode, response.StatusMessage, response.Body));
    }

    [Theory]
    [InlineData("image/png", 1)]
    [InlineData("text/plain", 300_000)]
    public async Task A_body_that_no_task_can_have_is_not_seen_either(string contentType, int length)
    {
        await using var server = await LoopbackServer.Answering(new string('x', length), contentType);
        var exchange = await Look(server, "", HttpConnection.Anonymous);
        Assert.Equal(("200", null), (exchange.Response!.StatusCode, exchange.Response.Body));
    }

    [Fact]
    public async Task Nothing_comes_back_from_an_endpoint_that_cannot_be_reached()
    {
        string url;
        await using (var server = await LoopbackServer.Answering(""))
            url = server.Url;
        var exchange = await Look(url, "", HttpConnection.Anonymous, showsSecrets: false);
        Assert.NotNull(exchange.Request);
        Assert.Null(exchange.Response);
    }

    private static Task<HttpExchange> Look(LoopbackServer server, string fields, HttpConnection connection, bool showsSecrets = false) =>
        Look(server.Url, fields, connection, showsSecrets);

    private static async Task<HttpExchange> Look(string url, string fields, HttpConnection connection, bool showsSecrets)
    {
        var connections = ImmutableDictionary<string, HttpConnection>.Empty.Add(HttpInvoke.ConnectionArn, connection);
        using var integration = new HttpInvokeIntegration(new HttpConnections(connections), HttpInvokeOptions.Default, new FakeTimeProvider());
        var exchange = new HttpExchange(showsSecrets);
        var parameters =
            $$$"""{"ApiEndpoint":"{{{url}}}/a","Method":"POST","InvocationConfig":{"ConnectionArn":"{{{HttpInvoke.ConnectionArn}}}"}{{{fields}}}}""";
        await integration.Invoke(Tasks.Http(parameters) with { Exchange = exchange }, TestContext.Current.CancellationToken);
        return exchange;
    }
}
