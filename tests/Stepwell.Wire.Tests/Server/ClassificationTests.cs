using System.Net;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

/// <summary>What is recognised and not served is refused in the words of its own protocol.</summary>
public sealed class ClassificationTests
{
    [Fact]
    public async Task Unknown_operation_of_rpc_v2_cbor_is_refused_in_cbor()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(null, "", request =>
        {
            request.RequestUri = new Uri(server.Uri, "/service/AWSStepFunctions/operation/NoSuchThing");
            request.Headers.Add("smithy-protocol", "rpc-v2-cbor");
        });

        await AssertRefused(response, HttpStatusCode.NotFound, "application/cbor", "UnknownOperationException");
        Assert.Equal("rpc-v2-cbor", Assert.Single(response.Headers.GetValues("smithy-protocol")));
    }

    [Fact]
    public async Task Request_of_two_protocols_is_refused()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            TestServer.StartExecution, "{}", request => request.Headers.Add("smithy-protocol", "rpc-v2-cbor"));

        await AssertRefused(response, HttpStatusCode.NotFound, "application/cbor", "either smithy-protocol or X-Amz-Target");
    }

    [Fact]
    public async Task Older_cbor_is_refused_in_cbor()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            "Kinesis_20131202.ListStreams", "{}", request => request.Content!.Headers.ContentType = new("application/x-amz-cbor-1.1"));

        await AssertRefused(response, HttpStatusCode.BadRequest, "application/x-amz-cbor-1.1", "UnknownOperationException");
    }

    [Fact]
    public async Task Unknown_action_of_a_query_is_refused_in_xml()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            null,
            "Action=GetCallerIdentity&Version=2011-06-15",
            request => request.Content!.Headers.ContentType = new("application/x-www-form-urlencoded") { CharSet = "utf-8" });

        await AssertRefused(response, HttpStatusCode.BadRequest, "text/xml", "<Type>Sender</Type><Code>InvalidAction</Code>");
    }

    [Fact]
    public async Task S3_is_refused_in_xml()
    {
        await using var server = await TestServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Uri, "/bucket/key"));
        request.Headers.TryAddWithoutValidation(
            "Authorization", "AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=00");

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await AssertRefused(response, HttpStatusCode.NotImplemented, "application/xml", "<Error><Code>NotImplemented</Code>");
    }

    [Fact]
    public async Task Anything_else_is_refused_in_json()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.Client.GetAsync(
            new Uri(server.Uri, "/2015-03-31/functions"), TestContext.Current.CancellationToken);

        await AssertRefused(response, HttpStatusCode.NotFound, "application/json", "No service is called by this request");
        Assert.Equal("UnknownOperationException", Assert.Single(response.Headers.GetValues("x-amzn-errortype")));
    }

    private static async Task AssertRefused(HttpResponseMessage response, HttpStatusCode status, string contentType, string text)
    {
        Assert.Equal((status, contentType), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Contains(text, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Single(response.Headers.GetValues("x-amzn-RequestId"));
    }
}
