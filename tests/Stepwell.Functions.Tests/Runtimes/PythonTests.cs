using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stepwell.Functions.Tests.Runtimes;

public sealed partial class PythonTests
{
    private const string Runtime = "python3.12";

    [Fact]
    public async Task Handler_answers_with_what_it_returns()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "app.handler", ("app.py", "def handler(event, context):\n    return {'seen': event}\n"));
        Assert.Equal("""{"seen": {"a": [1, "ü"]}}""", (await function.Invoke("""{"a":[1,"ü"]}""")).Body);
        Assert.Equal("""{"seen": 2}""", (await function.Invoke("2")).Body);
    }

    [Theory]
    [InlineData("app.handler", "app.py")]
    [InlineData("pkg/mod.handler", "pkg/mod.py")]
    [InlineData("pkg.mod.handler", "pkg/mod.py")]
    [InlineData("bootstrap.handler", "bootstrap.py")]
    [InlineData("pkg.handler", "pkg/__init__.py")]
    public async Task Handlers_are_found_as_in_Lambda(string handler, string file)
    {
        await using var function = await RunningFunction.Start(Runtime, handler, (file, "def handler(event, context): return 'ok'"));
        Assert.Equal("ok", (string?)await function.Answer("{}"));
    }

    [Fact]
    public async Task Packages_beside_the_function_are_found()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "app.handler",
            ("app.py", "import doubler\nfrom lib import one\ndef handler(event, context): return doubler.double(one.VALUE)"),
            ("lib/one.py", "VALUE = 1"),
            ("doubler/__init__.py", "from .main import double"),
            ("doubler/main.py", "def double(n): return 2 * n"));
        Assert.Equal(2, (int?)await function.Answer("{}"));
    }

    /// <summary>The shape that recorded executions of Step Functions show.</summary>
    [Theory]
    [InlineData("python3.9")]
    [InlineData("python3.11")]
    [InlineData("python3.13")]
    public async Task Exceptions_have_the_shape_that_Lambda_reports(string runtime)
    {
        await using var function = await RunningFunction.Start(
            runtime, "handler.handler", ("handler.py", "def handler(event, context):\n    raise Exception(\"Some exception was raised.\")\n"));
        var expected = JsonNode.Parse("""
            {
              "errorMessage": "Some exception was raised.",
              "errorType": "Exception",
              "requestId": "request-1",
              "stackTrace": ["  File \"/var/task/handler.py\", line 2, in handler\n    raise Exception(\"Some exception was raised.\")\n"]
            }
            """)!;
        Assert.Equal(expected.ToJsonString(), (await function.Error("{}")).ToJsonString());
    }

    [Fact]
    public async Task Traces_have_no_marks_below_their_lines()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "app.handler", ("app.py", "def inner(d):\n    return 1 + d['x']['y']\ndef handler(event, context):\n    return inner(event)\n"));
        var error = await function.Error("{}");
        Assert.Equal("KeyError", (string?)error["errorType"]);
        Assert.Equal("'x'", (string?)error["errorMessage"]);
        Assert.Equal(
            [
                "  File \"/var/task/app.py\", line 4, in handler\n    return inner(event)\n",
                "  File \"/var/task/app.py\", line 2, in inner\n    return 1 + d['x']['y']\n",
            ],
            error["stackTrace"]!.AsArray().Select(line => (string?)line));
    }

    [Theory]
    [InlineData("object()", "Runtime.MarshalError", "Unable to marshal response: Object of type object is not JSON serializable")]
    [InlineData("float('nan')", "Runtime.MarshalError", "Unable to marshal response: Out of range float values are not JSON compliant")]
    public async Task Answers_without_a_JSON_form_are_errors(string value, string type, string message)
    {
        await using var function = await RunningFunction.Start(
            Runtime, "app.handler", ("app.py", $"def handler(event, context): return {value}"));
        var error = await function.Error("{}");
        Assert.Equal(type, (string?)error["errorType"]);
        Assert.StartsWith(message, (string?)error["errorMessage"], StringComparison.Ordinal);
        Assert.Equal("[]", error["stackTrace"]!.ToJsonString());
    }

    [Theory]
    [InlineData("python3.12", "{'d': decimal.Decimal('1.50'), 'b': b'x', 't': (1, 2)}", "{\"d\": 1.50, \"b\": \"x\", \"t\": [1, 2]}")]
    [InlineData("python3.12", "'ü'", "\"ü\"")]
    [InlineData("python3.11", "'ü'", "\"\\u00fc\"")]
    [InlineData("python3.12", "None", "null")]
    [InlineData("python3.12", "b'raw'", "raw")]
    public async Task Answers_are_written_as_Lambda_writes_them(string runtime, string value, string body)
    {
        await using var function = await RunningFunction.Start(
            runtime, "app.handler", ("app.py", $"import decimal\ndef handler(event, context): return {value}"));
        Assert.Equal(body, (await function.Invoke("{}")).Body);
    }

    [Theory]
    [InlineData("app.handler", "other.py", "", "Runtime.ImportModuleError", "Unable to import module 'app': No module named 'app'")]
    [InlineData("app.handler", "app.py", "import nowhere", "Runtime.ImportModuleError", "Unable to import module 'app': No module named 'nowhere'")]
    [InlineData("app.handler", "app.py", "x = 1", "Runtime.HandlerNotFound", "Handler 'handler' missing on module 'app'")]
    [InlineData("handler", "app.py", "", "Runtime.MalformedHandlerName", "Bad handler 'handler': not enough values to unpack (expected 2, got 1)")]
    [InlineData("sys.handler", "sys.py", "", "Runtime.BuiltInModuleConflict", "Cannot use built-in module sys as a handler module")]
    [InlineData("app.handler", "app.py", "def handler(:", "Runtime.UserCodeSyntaxError", "Syntax error in module 'app': invalid syntax (app.py, line 1)")]
    [InlineData("app.handler", "app.py", "raise ValueError('at the start')", "ValueError", "at the start")]
    public async Task Function_that_cannot_be_loaded_reports_why(string handler, string file, string text, string type, string message)
    {
        await using var function = await RunningFunction.Start(Runtime, handler, (file, text));
        var error = await function.InitError();
        Assert.Equal(type, (string?)error["errorType"]);
        Assert.Equal(message, (string?)error["errorMessage"]);
        Assert.Equal("", (string?)error["requestId"]);
        Assert.Equal(1, await function.ExitCode());
    }

    [Fact]
    public async Task Context_has_what_Lambda_documents()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "app.handler",
            ("app.py", """
                import os
                def handler(event, c):
                    return [c.function_name, c.function_version, c.invoked_function_arn, c.memory_limit_in_mb, c.aws_request_id,
                            c.log_group_name, c.log_stream_name, c.get_remaining_time_in_millis() > 1000,
                            c.identity.cognito_identity_id, c.identity.cognito_identity_pool_id,
                            c.client_context and [c.client_context.client.app_title, c.client_context.custom, c.client_context.env],
                            os.environ.get('_X_AMZN_TRACE_ID')]
                """));
        var report = await function.Invoke("{}", given => given with
        {
            Headers = new Dictionary<string, string>
            {
                ["Lambda-Runtime-Trace-Id"] = "Root=1-2-3",
                ["Lambda-Runtime-Client-Context"] = """{"client":{"app_title":"t"},"custom":{"a":"b"},"env":{"x":"y"}}""",
                ["Lambda-Runtime-Cognito-Identity"] = """{"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}""",
            },
        });
        Assert.Equal(
            """["tested", "$LATEST", "arn:aws:lambda:us-east-1:000000000000:function:tested", "256", "request-1", "/aws/lambda/tested", """
                + """ "2026/01/02/[$LATEST]0123", true, "id", "pool", ["t", {"a": "b"}, {"x": "y"}], "Root=1-2-3"]""".TrimStart(),
            report.Body);
        var second = (await function.Answer("{}"))!;
        Assert.Null(second[8]);
        Assert.Null(second[10]);
        Assert.Null(second[11]);
    }

    [Fact]
    public async Task Logger_and_print_write_as_in_Lambda()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "app.handler",
            ("app.py", """
                import logging
                logger = logging.getLogger()
                logger.setLevel(logging.INFO)
                def handler(event, context):
                    print("printed")
                    logger.info("a %s", 1)
                    logging.getLogger("other").warning("two\nlines")
                    logger.debug("no")
                    raise ValueError("boom")
                """));
        await function.Invoke("{}");
        var lines = (await function.Log()).Select(line => Time().Replace(line, "TIME")).ToArray();
        Assert.Equal(
            [
                "printed", "[INFO]\tTIME\trequest-1\ta 1", "[WARNING]\tTIME\trequest-1\ttwo", "lines",
                "[ERROR] ValueError: boom", "Traceback (most recent call last):",
                "\u00a0\u00a0File \"/var/task/app.py\", line 9, in handler", "\u00a0\u00a0\u00a0\u00a0raise ValueError(\"boom\")",
            ],
            lines);
    }

    [Fact]
    public async Task Log_of_JSON_has_objects()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "app.handler",
            new Dictionary<string, string> { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON", ["AWS_LAMBDA_LOG_LEVEL"] = "INFO" },
            ("app.py", "import logging\ndef handler(e, c):\n    logging.debug('no')\n    logging.info('yes', extra={'more': 2})"));
        await function.Invoke("{}");
        var entry = JsonNode.Parse(Assert.Single(await function.Log()))!.AsObject();
        Assert.Matches(Time(), (string?)entry["timestamp"]);
        entry.Remove("timestamp");
        Assert.Equal("""{"level":"INFO","message":"yes","logger":"root","requestId":"request-1","more":2}""", entry.ToJsonString());
    }

    [Fact]
    public async Task Function_that_leaves_ends_the_process()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "app.handler", ("app.py", "import sys\ndef handler(event, context): sys.exit(event)"));
        _ = function.Invoke("3").ContinueWith(invoked => invoked.Exception, TaskScheduler.Default);
        Assert.Equal(3, await function.ExitCode());
    }

    [Fact]
    public async Task Processes_of_a_function_are_its_own()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "app.handler",
            ("app.py", """
                import multiprocessing
                def work(connection): connection.send("worked")
                def handler(event, context):
                    spawn = multiprocessing.get_context("spawn")
                    ours, theirs = spawn.Pipe()
                    process = spawn.Process(target=work, args=(theirs,))
                    process.start()
                    theirs.close()
                    return ours.recv()
                """));
        Assert.Equal("worked", (string?)await function.Answer("{}"));
    }

    [Fact]
    public async Task Connection_that_the_server_closed_is_opened_again()
    {
        await using var function = await RunningFunction.Start(Runtime, "app.handler", ("app.py", "def handler(event, context): return event"));
        for (var i = 0; i < 3; i++)
            Assert.Equal("1", (await function.Invoke("1", given => given with { IsLast = true })).Body);
        Assert.Equal("2", (await function.Invoke("2")).Body);
    }

    [Fact]
    public async Task Large_events_and_answers_pass_unchanged()
    {
        await using var function = await RunningFunction.Start(Runtime, "app.handler", ("app.py", "def handler(event, context): return event"));
        var payload = $"\"{new string('ö', 2_900_000)}\"";
        Assert.Equal(payload, (await function.Invoke(payload)).Body);
        Assert.Equal(payload, (await function.Invoke(payload, given => given with { IsChunked = true })).Body);
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")]
    private static partial Regex Time();
}
