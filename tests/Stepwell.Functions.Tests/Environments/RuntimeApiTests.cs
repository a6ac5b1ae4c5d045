using System.Text;

namespace Stepwell.Functions.Tests.Environments;

public sealed class RuntimeApiTests
{
    [Fact]
    public async Task Event_comes_with_the_documented_headers()
    {
        await using var host = new TestHost();
        var invocation = host.Python("answer = {k.lower(): v for k, v in reply.getheaders()}") with { ClientContext = """{"a":1}""" };
        var answer = TestHost.Text(await host.Invoke(host.Function(), invocation));
        Assert.Contains("\"lambda-runtime-aws-request-id\": \"00000000-0000-0000-0000-000000000001\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"lambda-runtime-invoked-function-arn\": \"arn:aws:lambda:eu-central-1:123456789012:function:f:live\"", answer, StringComparison.Ordinal);
        Assert.Contains("\"lambda-runtime-deadline-ms\": \"", answer, StringComparison.Ordinal);
        Assert.Contains("\"lambda-runtime-client-context\": \"{\\\"a\\\":1}\"", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("trace", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_json_is_passed_on_as_it_is()
    {
        await using var host = new TestHost();
        Assert.Equal("no {json", await host.Answer(host.Function(), "answer = b'no {json'"));
    }

    [Fact]
    public async Task Error_of_a_function_is_passed_on_as_it_is()
    {
        const string error = """{"errorType":"MyError","errorMessage":"no","stackTrace":["a"]}""";
        await using var host = new TestHost();
        var function = host.Function();
        var outcome = await host.Run(
            function, $"call('POST', '/2018-06-01/runtime/invocation/' + request + '/error', '''{error}'''); answer = None");
        Assert.Equal((error, FunctionError.Unhandled), (TestHost.Text(outcome), outcome.Error));
        Assert.Equal("2", await host.Answer(function, "answer = count"));
    }

    [Fact]
    public async Task Error_without_a_body_has_the_type_of_its_header()
    {
        await using var host = new TestHost();
        var outcome = await host.Run(
            host.Function(),
            "call('POST', '/2018-06-01/runtime/invocation/' + request + '/error', None, {'Lambda-Runtime-Function-Error-Type': 'My.Error'}); answer = None");
        Assert.Equal(("My.Error", ""), TestHost.Error(outcome));
    }

    [Fact]
    public async Task Response_beyond_the_limit_is_an_error()
    {
        await using var host = new TestHost();
        var function = host.Function();
        var outcome = await host.Run(function, "answer = b'x' * 6291557");
        Assert.Equal(
            """{"errorType":"Function.ResponseSizeTooLarge","errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes)."}""",
            TestHost.Text(outcome));
        Assert.Equal(6_291_556, (await host.Run(function, "answer = b'x' * 6291556")).Payload.Length);
    }

    [Fact]
    public async Task Requests_out_of_turn_are_refused()
    {
        const string code = """
            def ask(*parts):
                r, b = call(*parts)
                return [r.status, json.loads(b)["errorType"] if b[:1] == b"{" else b.decode()]
            answer = [
                ask("POST", "/2018-06-01/runtime/invocation/other/response", "1"),
                ask("GET", "/2018-06-01/runtime/invocation/next"),
                ask("POST", "/2018-06-01/runtime/init/error", "{}"),
                ask("GET", "/2018-06-01/ping"),
                ask("GET", "/2018-06-01/other"),
                ask("POST", "/2020-01-01/extension/register", "{}", {"Lambda-Extension-Name": "late"}),
                ask("PUT", "/2022-07-01/telemetry", "{}"),
            ]
            """;
        await using var host = new TestHost();
        Assert.Equal(
            """[[400, "InvalidRequestID"], [403, "InvalidStateTransition"], [403, "InvalidStateTransition"], [200, "pong"], [404, "404 page not found\n"], [403, "Extension.RegistrationClosed"], [202, "Telemetry.NotSupported"]]""",
            await host.Answer(host.Function(), code));
    }

    [Fact]
    public async Task Streamed_response_comes_in_parts()
    {
        await using var host = new TestHost();
        var stream = new Parts();
        var outcome = await host.Invoke(host.Function(), host.Python(Stream("")) with { Stream = stream });
        Assert.Equal((null, 0), (outcome.Error, outcome.Payload.Length));
        Assert.Equal(("text/plain", "onetwo"), (stream.ContentType, stream.Text));
    }

    [Fact]
    public async Task Streamed_response_is_gathered_for_who_does_not_want_a_stream()
    {
        await using var host = new TestHost();
        Assert.Equal("onetwo", await host.Answer(host.Function(), Stream("")));
    }

    [Fact]
    public async Task Streamed_response_may_turn_out_an_error()
    {
        const string error = """{"errorType":"Late","errorMessage":"broke"}""";
        var trailers = "Lambda-Runtime-Function-Error-Type: Late\\r\\nLambda-Runtime-Function-Error-Body: "
            + Convert.ToBase64String(Encoding.UTF8.GetBytes(error)) + "\\r\\n";
        await using var host = new TestHost();
        var outcome = await host.Invoke(host.Function(), host.Python(Stream(trailers)) with { Stream = new Parts() });
        Assert.Equal((error, FunctionError.Unhandled), (TestHost.Text(outcome), outcome.Error));
    }

    private static string Stream(string trailers) => $$"""
        connection.putrequest("POST", "/2018-06-01/runtime/invocation/" + request + "/response")
        for name, value in {"Lambda-Runtime-Function-Response-Mode": "streaming", "Transfer-Encoding": "chunked", "Content-Type": "text/plain",
                            "Trailer": "Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body"}.items():
            connection.putheader(name, value)
        connection.endheaders()
        for part in ["one", "two"]: connection.send(("%x\r\n%s\r\n" % (len(part), part)).encode())
        connection.send(b"0\r\n{{trailers}}\r\n")
        connection.getresponse().read()
        answer = None
        """;

    private sealed class Parts : IResponseStream
    {
        private readonly StringBuilder _text = new();

        public string? ContentType { get; private set; }

        public string Text => _text.ToString();

        public ValueTask Start(string? contentType, CancellationToken cancellation)
        {
            ContentType = contentType;
            return ValueTask.CompletedTask;
        }

        public ValueTask Write(ReadOnlyMemory<byte> part, CancellationToken cancellation)
        {
            _text.Append(Encoding.UTF8.GetString(part.Span));
            return ValueTask.CompletedTask;
        }
    }
}
