using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Stepwell.Wire.Tests.Conformance;
using Stepwell.Wire.Tests.Support;

namespace Stepwell.Wire.Tests.Server;

/// <summary>Services whose paths say what is called, shown by Lambda.</summary>
public sealed class PathTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:000000000000:function:f";

    private static readonly Dictionary<string, string> Signed = new()
    {
        ["Authorization"] = "AWS4-HMAC-SHA256 Credential=a/20261123/us-east-1/lambda/aws4_request, SignedHeaders=host, Signature=00",
    };

    private readonly List<(string Operation, object Input)> _calls = [];

    [Theory]
    [InlineData("GET", "/2015-03-31/functions", "ListFunctions", null, null)]
    [InlineData("GET", "/2015-03-31/functions/", "ListFunctions", null, null)]
    [InlineData("GET", "/2015-03-31/functions/f", "GetFunction", "FunctionName", "f")]
    [InlineData("GET", "/2015-03-31/functions/" + Arn, "GetFunction", "FunctionName", Arn)]
    [InlineData("GET", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af", "GetFunction", "FunctionName", Arn)]
    [InlineData("GET", "/2015-03-31/functions/f?Qualifier=%24LATEST", "GetFunction", "Qualifier", "$LATEST")]
    [InlineData("GET", "/2019-09-30/functions/f/provisioned-concurrency?Qualifier=1", "GetProvisionedConcurrencyConfig", "Qualifier", "1")]
    [InlineData("GET", "/2019-09-30/functions/f/provisioned-concurrency?List=ALL", "ListProvisionedConcurrencyConfigs", "FunctionName", "f")]
    [InlineData("GET", "/2018-10-31/layers", "ListLayers", null, null)]
    [InlineData("GET", "/2018-10-31/layers?find=LayerVersion&Arn=arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Alayer%3Al%3A1", "GetLayerVersionByArn", "Arn", "arn:aws:lambda:us-east-1:000000000000:layer:l:1")]
    [InlineData("GET", "/2018-10-31/layers/l/versions/3", "GetLayerVersion", "VersionNumber", 3L)]
    [InlineData("POST", "/2015-03-31/functions/f/invocations", "Invoke", "FunctionName", "f")]
    [InlineData("POST", "/2014-11-13/functions/f/invoke-async/", "InvokeAsync", "FunctionName", "f")]
    [InlineData("DELETE", "/2018-10-31/layers/l/versions/3/policy/sid", "RemoveLayerVersionPermission", "StatementId", "sid")]
    public async Task Path_says_what_is_called(string method, string target, string operation, string? member, object? value)
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, method, target, operation == "InvokeAsync" ? "{}" : "");

        Assert.True(_calls.Count == 1, await Text(response));
        Assert.Equal(operation, _calls[0].Operation);
        if (member is not null) Assert.Equal(value, LambdaRecorder.Get(_calls[0].Input, member));
    }

    [Fact]
    public async Task Repeated_parameters_are_a_list()
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, "DELETE", $"/2017-03-31/tags/{Uri.EscapeDataString(Arn)}?tagKeys=a&tagKeys=b%20c&tagKeys=d+e");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.False(response.Content.Headers.Contains("Content-Type"));
        Assert.Equal(["a", "b c", "d+e"], (IReadOnlyList<string>)LambdaRecorder.Get(_calls[0].Input, "TagKeys")!);
    }

    [Theory]
    [InlineData("GET", "/2015-03-31/functionz/f")]
    [InlineData("GET", "//2015-03-31/functions/f")]
    [InlineData("GET", "/2015-03-31/functions//configuration")]
    [InlineData("GET", "/2015-03-31/functions/f/invocations")]
    [InlineData("PATCH", "/2015-03-31/functions/f")]
    [InlineData("GET", "/2015-03-31/functions/f/configuration/more")]
    [InlineData("GET", "/")]
    public async Task Path_and_method_that_no_operation_has_are_refused_as_lambda_does(string method, string target)
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, method, target);

        await AssertError(response, HttpStatusCode.Forbidden, "AccessDeniedException");
        Assert.Equal("""{"message":"Unable to determine service/operation name to be authorized"}""", await Text(response));
    }

    [Fact]
    public async Task Unsigned_request_belongs_to_the_service_whose_path_it_is()
    {
        await using var server = await StartAsync();

        using var found = await SendAsync(server, "GET", "/2015-03-31/functions/f", headers: []);
        using var unknown = await SendAsync(server, "GET", "/nothing", headers: []);

        Assert.Equal(HttpStatusCode.OK, found.StatusCode);
        await AssertError(unknown, HttpStatusCode.NotFound, "UnknownOperationException");
    }

    [Fact]
    public async Task Operation_that_is_not_written_says_so_whatever_it_is_sent()
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, "POST", "/2015-03-31/event-source-mappings/", """{"FunctionName":"f"}""");

        await AssertError(response, HttpStatusCode.BadRequest, "UnknownOperationException");
        Assert.Equal("""{"message":"The operation CreateEventSourceMapping of AWS Lambda is not implemented yet."}""", await Text(response));
    }

    [Fact]
    public async Task Violated_constraints_are_worded_as_lambda_words_them()
    {
        await using var server = await StartAsync();

        using var response = await SendAsync(server, "GET", "/2015-03-31/functions/not%20a%20name");

        await AssertError(response, HttpStatusCode.BadRequest, "ValidationException");
        Assert.StartsWith(
            "1 validation error detected: Value 'not a name' at 'functionName' failed to satisfy constraint: "
            + "Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:",
            (string)JsonNode.Parse(await Text(response))!["message"]!);
    }

    [Fact]
    public async Task Errors_have_their_members_in_headers_and_document()
    {
        var error = LambdaRecorder.Error("TooManyRequestsException", "Rate Exceeded.");
        error.GetType().GetProperty("RetryAfterSeconds")!.SetValue(error, "10");
        error.GetType().GetProperty("Reason")!.SetValue(error, "ConcurrentInvocationLimitExceeded");
        await using var server = await TestServer.StartAsync(services: [LambdaRecorder.Service((_, _) => throw error)]);

        using var response = await SendAsync(server, "POST", "/2015-03-31/functions/f/invocations");

        await AssertError(response, HttpStatusCode.TooManyRequests, "TooManyRequestsException");
        Assert.Equal("10", Assert.Single(response.Headers.GetValues("Retry-After")));
        Assert.Equal("""{"Type":"User","message":"Rate Exceeded.","Reason":"ConcurrentInvocationLimitExceeded"}""", await Text(response));
    }

    [Fact]
    public async Task Payload_passes_as_bytes_beside_headers_and_status()
    {
        byte[]? received = null;
        await using var server = await TestServer.StartAsync(services: [LambdaRecorder.Service((_, input) =>
        {
            received = ((ReadOnlyMemory<byte>)LambdaRecorder.Get(input, "Payload")!).ToArray();
            Assert.Equal("eyJhIjoxfQ==", LambdaRecorder.Get(input, "ClientContext"));
            return LambdaRecorder.Make(
                "InvocationResponse",
                ("StatusCode", 200),
                ("FunctionError", "Unhandled"),
                ("ExecutedVersion", "7"),
                ("Payload", new ReadOnlyMemory<byte>(received)));
        })]);
        var headers = new Dictionary<string, string>(Signed) { ["X-Amz-Client-Context"] = "eyJhIjoxfQ==", ["Content-Type"] = "application/x-www-form-urlencoded" };

        using var response = await SendAsync(server, "POST", "/2015-03-31/functions/f/invocations", "{\"a\": 1.0 }", headers);

        Assert.Equal("{\"a\": 1.0 }", Encoding.UTF8.GetString(received!));
        Assert.Equal("{\"a\": 1.0 }", await Text(response));
        Assert.Equal((HttpStatusCode.OK, "application/json"), (response.StatusCode, response.Content.Headers.ContentType!.ToString()));
        Assert.Equal("Unhandled", Assert.Single(response.Headers.GetValues("X-Amz-Function-Error")));
        Assert.Equal("7", Assert.Single(response.Headers.GetValues("X-Amz-Executed-Version")));
    }

    [Fact]
    public async Task Status_comes_from_the_answer_and_else_from_the_model()
    {
        await using var server = await TestServer.StartAsync(services: [LambdaRecorder.Service((operation, _) => operation == "Invoke"
            ? LambdaRecorder.Make("InvocationResponse", ("StatusCode", 202))
            : LambdaRecorder.Make("AliasConfiguration", ("Name", "live")))]);

        using var invoked = await SendAsync(server, "POST", "/2015-03-31/functions/f/invocations");
        using var created = await SendAsync(server, "POST", "/2015-03-31/functions/f/aliases", """{"Name":"live","FunctionVersion":"1"}""", Json());

        Assert.Equal((HttpStatusCode.Accepted, ""), (invoked.StatusCode, await Text(invoked)));
        Assert.Equal((HttpStatusCode.Created, """{"Name":"live"}"""), (created.StatusCode, await Text(created)));
    }

    [Theory]
    [InlineData("POST", "/2015-03-31/functions/f/invocations", 6_291_457, "Request must be smaller than 6291456 bytes for the InvokeFunction operation")]
    [InlineData("PUT", "/2015-03-31/functions/f/code", 70_167_212, "Request must be smaller than 70167211 bytes for the UpdateFunctionCode operation")]
    [InlineData("GET", "/2015-03-31/functions/f", 1_048_577, "The request body is larger than 1048576 bytes")]
    public async Task Each_operation_has_its_limit(string method, string path, int length, string message)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(server.Uri, path)) { Content = new ByteArrayContent(new byte[length]) };
        request.Headers.ExpectContinue = true;

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        await AssertError(response, HttpStatusCode.RequestEntityTooLarge, "RequestEntityTooLargeException");
        Assert.Equal(message, (string)JsonNode.Parse(await Text(response))!["message"]!);
    }

    [Fact]
    public async Task Large_package_arrives_whole()
    {
        await using var server = await StartAsync();
        var zip = new byte[20_000_000];
        new Random(17).NextBytes(zip);
        var body = $$"""{"ZipFile":"{{Convert.ToBase64String(zip)}}"}""";

        using var response = await server.Client.PutAsync(
            new Uri(server.Uri, "/2015-03-31/functions/f/code"),
            new StringContent(body, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(((ReadOnlyMemory<byte>)LambdaRecorder.Get(_calls[0].Input, "ZipFile")!).Span.SequenceEqual(zip));
    }

    [Fact]
    public async Task Site_of_the_host_comes_before_all_services()
    {
        await using var server = await TestServer.StartAsync(
            services: [LambdaRecorder.Listening(_calls)],
            sites: request => request.Headers.Host.ToString().StartsWith("abc.lambda-url.", StringComparison.Ordinal)
                ? context => Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "a site")
                : null);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Uri, "/2015-03-31/functions"));
        request.Headers.Host = "abc.lambda-url.us-east-1.localhost";

        using var site = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        using var service = await SendAsync(server, "GET", "/2015-03-31/functions");

        Assert.Equal("a site", await Text(site));
        Assert.Equal("ListFunctions", Assert.Single(_calls).Operation);
    }

    private static Dictionary<string, string> Json() => new(Signed) { ["Content-Type"] = "application/json" };

    private Task<TestServer> StartAsync() => TestServer.StartAsync(services: [LambdaRecorder.Listening(_calls)]);

    private static Task<HttpResponseMessage> SendAsync(
        TestServer server, string method, string target, string body = "", Dictionary<string, string>? headers = null) =>
        RestRequests.SendAsync(server, method, target, headers ?? Signed, Encoding.UTF8.GetBytes(body));

    private static async Task AssertError(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode} {await Text(response)}");
        Assert.Equal(code, Assert.Single(response.Headers.GetValues("x-amzn-errortype")));
        Assert.Equal("application/json", response.Content.Headers.ContentType!.ToString());
        Assert.Single(response.Headers.GetValues("x-amzn-RequestId"));
    }

    private static Task<string> Text(HttpResponseMessage response) => response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
