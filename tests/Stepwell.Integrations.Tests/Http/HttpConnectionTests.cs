using Stepwell.Integrations.Http;
using Stepwell.Json;

namespace Stepwell.Integrations.Tests.Http;

public sealed class HttpConnectionTests
{
    private static readonly HttpConnection ApiKey = HttpConnection.Anonymous with { Authorization = new HttpAuthorization.ApiKey("X-Key", "secret") };

    [Fact]
    public async Task Basic_credentials_are_sent()
    {
        await using var server = await LoopbackServer.Answering("");
        await Call(server, HttpConnection.Anonymous with { Authorization = new HttpAuthorization.Basic("ann", "pass:wörd") });
        Assert.Equal("Basic " + Convert.ToBase64String("ann:pass:wörd"u8), server.Single.Headers["Authorization"]);
    }

    [Fact]
    public async Task Api_key_is_sent_in_its_header_and_wins_over_the_definition()
    {
        await using var server = await LoopbackServer.Answering("");
        await Call(server, ApiKey, ""","Headers":{"x-key":"guess"}""");
        Assert.Equal("secret", server.Single.Headers["X-Key"]);
    }

    [Fact]
    public async Task Connection_wins_over_the_definition_where_both_say_something()
    {
        await using var server = await LoopbackServer.Answering("");
        var connection = ApiKey with
        {
            Headers = [new HttpParameter("Header-Param", "connection")],
            Query = [new HttpParameter("QueryParam", "connection")],
            Body = [new HttpParameter("BodyParam", "connection"), new HttpParameter("More", "m")],
        };
        await Call(
            server,
            connection,
            ""","Headers":{"header-param":"task","Request-Id":"r"},"QueryParameters":{"QueryParam":["t1","t2"],"q":"1"},"RequestBody":{"BodyParam":"task","Job":"j"}""");
        Assert.Equal("/path?q=1&QueryParam=connection", server.Single.Target);
        Assert.Equal("connection", server.Single.Headers["Header-Param"]);
        Assert.Equal("r", server.Single.Headers["Request-Id"]);
        Assert.Equal("""{"BodyParam":"connection","Job":"j","More":"m"}""", server.Single.Body);
    }

    [Fact]
    public async Task Body_parameters_of_the_connection_make_a_body_where_there_is_none()
    {
        await using var server = await LoopbackServer.Answering("");
        await Call(server, ApiKey with { Body = [new HttpParameter("a", "1")] });
        Assert.Equal("""{"a":"1"}""", server.Single.Body);
    }

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("[1]")]
    public async Task Body_that_is_no_object_cannot_be_merged(string body)
    {
        await using var server = await LoopbackServer.Answering("");
        var failure = Assert.IsType<TaskOutcome.Failed>(
            await Call(server, ApiKey with { Body = [new HttpParameter("a", "1")] }, $",\"RequestBody\":{body}"));
        Assert.Equal("States.Runtime", failure.Error);
        Assert.Empty(server.Received);
    }

    [Fact]
    public async Task Older_field_names_the_connection_too()
    {
        await using var server = await LoopbackServer.Answering("");
        await HttpInvoke.Call(
            $$$"""{"ApiEndpoint":"{{{server.Url}}}","Method":"GET","Authentication":{"ConnectionArn":"{{{HttpInvoke.ConnectionArn}}}"}}""", ApiKey);
        Assert.Equal("secret", server.Single.Headers["X-Key"]);
    }

    [Fact]
    public async Task Unknown_connection_fails_the_task_with_AWS_error()
    {
        var failure = await HttpInvoke.FailingCall(
            """{"ApiEndpoint":"https://a/","Method":"GET","InvocationConfig":{"ConnectionArn":"arn:aws:events:us-east-1:123456789012:connection/x/y"}}""");
        Assert.Equal("Events.ConnectionResource.ResourceNotFound", failure.Error);
    }

    [Fact]
    public async Task Connection_can_be_demanded_as_AWS_does()
    {
        var failure = await HttpInvoke.FailingCall(
            """{"ApiEndpoint":"https://a/","Method":"GET"}""", options: new HttpInvokeOptions { IsConnectionRequired = true });
        Assert.Contains("[The field 'ConnectionArn' is required but was missing]", failure.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public void Configuration_has_the_shape_of_CreateConnection()
    {
        var connections = HttpConnections.Read(JsonValue.Parse(
            """
            {
              "arn:1": { "AuthorizationType": "API_KEY", "AuthParameters": {
                "ApiKeyAuthParameters": { "ApiKeyName": "X-Key", "ApiKeyValue": "v" },
                "InvocationHttpParameters": {
                  "HeaderParameters": [{ "Key": "h", "Value": "1" }],
                  "QueryStringParameters": [{ "Key": "q", "Value": "2" }],
                  "BodyParameters": [{ "Key": "b", "Value": "3", "IsValueSecret": true }] } } },
              "arn:2": { "AuthorizationType": "BASIC", "AuthParameters": { "BasicAuthParameters": { "Username": "u", "Password": "p" } } },
              "arn:3": {}
            }
            """));

        var first = connections.Find("arn:1")!;
        Assert.Equal(new HttpAuthorization.ApiKey("X-Key", "v"), first.Authorization);
        Assert.Equal([new HttpParameter("h", "1")], first.Headers);
        Assert.Equal([new HttpParameter("q", "2")], first.Query);
        Assert.Equal([new HttpParameter("b", "3")], first.Body);
        Assert.Equal(new HttpAuthorization.Basic("u", "p"), connections.Find("arn:2")!.Authorization);
        Assert.IsType<HttpAuthorization.None>(connections.Find("arn:3")!.Authorization);
        Assert.Null(connections.Find("arn:4"));
    }

    [Theory]
    [InlineData("[]", "HTTP connections are an object from connection ARN to connection.")]
    [InlineData("""{"a":{"AuthorizationType":"OAUTH_CLIENT_CREDENTIALS"}}""", "Connection a: AuthorizationType is BASIC or API_KEY.")]
    [InlineData("""{"a":{"AuthorizationType":"BASIC"}}""", "Connection a: Username is a text and is missing.")]
    public void Configuration_error_says_where_it_is(string configuration, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => HttpConnections.Read(JsonValue.Parse(configuration))).Message);

    [Fact]
    public void Secrets_do_not_show_in_text()
    {
        var text = $"{ApiKey} {ApiKey.Authorization} {new HttpAuthorization.Basic("u", "hunter2")} {new HttpParameter("k", "hunter2")}";
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
    }

    private static Task<TaskOutcome> Call(LoopbackServer server, HttpConnection connection, string more = "") => HttpInvoke.Call(
        $$$"""{"ApiEndpoint":"{{{server.Url}}}/path","Method":"POST","InvocationConfig":{"ConnectionArn":"{{{HttpInvoke.ConnectionArn}}}"}{{{more}}}}""",
        connection);
}
