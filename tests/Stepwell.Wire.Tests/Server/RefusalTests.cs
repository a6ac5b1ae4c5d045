using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

/// <summary>Every bad request gets the error AWS gives, and the next good one an answer.</summary>
public sealed class RefusalTests
{
    private const string Target = TestServer.StartExecution;

    public static TheoryData<string, string?> UnreadableBodies => new()
    {
        { "", "1 validation error detected: Value null at 'stateMachineArn' failed to satisfy constraint: Member must not be null" },
        { "hello", null },
        { "{", null },
        { """{"stateMachineArn":"arn:x"} {}""", null },
        { """{"stateMachineArn":"arn:x",}""", null },
        { "[]", "Start of list found where not expected" },
        { "\"text\"", "Expected structure or null" },
        { "null", "Expected structure or null" },
        { """{"stateMachineArn":1}""", "NUMBER_VALUE can not be converted to a String" },
        { """{"stateMachineArn":true}""", "TRUE_VALUE can not be converted to a String" },
        { """{"stateMachineArn":{}}""", "Start of structure or map found where not expected." },
        { """{"stateMachineArn":["a"]}""", "Start of list found where not expected" },
        { """{"stateMachineArn":"\ud800"}""", "A string of the request body holds half of a surrogate pair" },
        { """{"\ud800":"x"}""", "A string of the request body holds half of a surrogate pair" },
    };

    [Theory]
    [MemberData(nameof(UnreadableBodies))]
    public async Task Unreadable_body_is_answered_as_client_error(string body, string? message)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(Target, body);

        var error = await Error(response);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(body.Length == 0 ? "ValidationException" : "SerializationException", (string)error["__type"]!);
        if (message is not null) Assert.Equal(message, (string)error["message"]!);
        await AssertUnharmed(server);
    }

    [Fact]
    public async Task Deep_nesting_is_refused_wherever_it_stands()
    {
        await using var server = await TestServer.StartAsync();
        var deep = new string('[', 100_000);

        foreach (var body in (string[])[deep, $$"""{"unknown":{{deep}}""", string.Concat(Enumerable.Repeat("{\"a\":", 100_000))])
        {
            using var response = await server.PostAsync(Target, body);
            Assert.Equal("SerializationException", (string)(await Error(response))["__type"]!);
        }

        await AssertUnharmed(server);
    }

    [Fact]
    public async Task Invalid_utf8_is_refused_even_in_members_nobody_reads()
    {
        await using var server = await TestServer.StartAsync();
        var body = Encoding.Latin1.GetBytes("""{"stateMachineArn":"arn:x","unknown":"ÿ"}""");

        using var response = await server.PostAsync(Target, body);

        var error = await Error(response);
        Assert.Equal("SerializationException", (string)error["__type"]!);
        Assert.Equal("The request body is not valid UTF-8", (string)error["message"]!);
        await AssertUnharmed(server);
    }

    [Theory]
    [InlineData("AWSStepFunctions.NoSuchThing")]
    [InlineData("NoSuchService.StartExecution")]
    [InlineData("StartExecution")]
    [InlineData(null)]
    public async Task Wrong_or_missing_target_is_unknown_operation(string? target)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(target, "{}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("UnknownOperationException", (string)(await Error(response))["__type"]!);
        await AssertUnharmed(server);
    }

    [Fact]
    public async Task Operation_of_model_without_implementation_says_so()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync("AWSStepFunctions.ListActivities", "{}");

        var error = await Error(response);
        Assert.Equal("UnknownOperationException", (string)error["__type"]!);
        Assert.Equal("The operation ListActivities of AWS Step Functions is not implemented yet.", (string)error["message"]!);
    }

    [Fact]
    public async Task Modelled_error_keeps_its_code_and_text()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync("AWSStepFunctions.DescribeExecution", """{"executionArn":"arn:<é>"}""");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(
            """{"__type":"ExecutionDoesNotExist","message":"Execution Does Not Exist: 'arn:<é>'"}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_fails_for_now_is_answered_as_unavailable()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync("AWSStepFunctions.StopExecution", """{"executionArn":"arn:later"}""");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(
            """{"__type":"ServiceUnavailable","message":"The request has failed due to a temporary failure of the server."}""",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Empty(server.Logs.Errors);
        await AssertUnharmed(server);
    }

    [Fact]
    public async Task Unexpected_exception_is_logged_once_and_not_shown()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync("AWSStepFunctions.StopExecution", """{"executionArn":"arn:x"}""");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("\"InternalFailure\"", body);
        Assert.DoesNotContain("secret", body);
        Assert.Equal(
            "Request 00000001-0000-0000-0000-000000000000 for StopExecution failed; it was answered as an internal failure",
            Assert.Single(server.Logs.Errors));
        await AssertUnharmed(server);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Oversized_body_is_refused_however_it_comes(bool isChunked, bool isGzipped)
    {
        await using var server = await TestServer.StartAsync(maxBodyBytes: 10_000);
        var text = $$"""{"stateMachineArn":"{{new string('a', 50_000)}}"}""";

        using var response = await server.PostAsync(Target, isGzipped ? Gzip.Pack(text) : Encoding.UTF8.GetBytes(text), request =>
        {
            request.Headers.TransferEncodingChunked = isChunked;
            if (isGzipped) request.Content!.Headers.ContentEncoding.Add("gzip");
        });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("RequestEntityTooLargeException", (string)(await Error(response))["__type"]!);
        await AssertUnharmed(server);
    }

    [Theory]
    [InlineData("gzip", "The request body is not gzip, as Content-Encoding says")]
    [InlineData("br", "The Content-Encoding 'br' is not supported")]
    public async Task Encoding_that_cannot_be_undone_is_refused(string encoding, string message)
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(Target, "{}", request => request.Content!.Headers.ContentEncoding.Add(encoding));

        var error = await Error(response);
        Assert.Equal(("SerializationException", message), ((string)error["__type"]!, (string)error["message"]!));
    }

    [Fact]
    public async Task Violated_constraints_are_listed_in_the_words_of_aws()
    {
        await using var server = await TestServer.StartAsync();

        using var response = await server.PostAsync(
            "AWSStepFunctions.ListExecutions", """{"statusFilter":"succeeded","maxResults":1001,"stateMachineArn":""}""");

        Assert.Equal(
            "3 validation errors detected: Value '' at 'stateMachineArn' failed to satisfy constraint: "
            + "Member must have length greater than or equal to 1; "
            + "Value 'succeeded' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: "
            + "[SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]; "
            + "Value '1001' at 'maxResults' failed to satisfy constraint: Member must have value less than or equal to 1000",
            (string)(await Error(response))["message"]!);
    }

    private static async Task AssertUnharmed(TestServer server)
    {
        using var response = await server.PostAsync(Target, """{"stateMachineArn":"arn:x"}""");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    private static async Task<JsonNode> Error(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
}
