using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Stepwell.Functions.Tests.Runtimes;

public sealed partial class NodeTests
{
    private const string Runtime = "nodejs22.x";

    [Fact]
    public async Task Asynchronous_handler_answers_with_what_it_returns()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "index.handler", ("index.js", "exports.handler = async (event) => ({ seen: event });"));
        Assert.Equal("""{"seen":{"a":[1,"ü"]}}""", (await function.Invoke("""{"a":[1,"ü"]}""")).Body);
        Assert.Equal("""{"seen":2}""", (await function.Invoke("2")).Body);
    }

    [Theory]
    [InlineData("index.handler", "index.js", "exports.handler = async () => 'ok';")]
    [InlineData("index.handler", "index.cjs", "exports.handler = async () => 'ok';")]
    [InlineData("index.handler", "index.mjs", "export const handler = async () => 'ok';")]
    [InlineData("src/app.nested.handler", "src/app.js", "exports.nested = { handler: async () => 'ok' };")]
    [InlineData("src/app.default.handler", "src/app.mjs", "const x = await 'ok'; export default { handler: async () => x };")]
    [InlineData("index.handler", "node_modules/index/index.js", "exports.handler = async () => 'ok';")]
    public async Task Handlers_are_found_as_in_Lambda(string handler, string file, string text)
    {
        await using var function = await RunningFunction.Start(Runtime, handler, (file, text));
        Assert.Equal("ok", (string?)await function.Answer("{}"));
    }

    [Fact]
    public async Task Package_of_modules_is_loaded_with_its_dependencies()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("package.json", """{ "type": "module" }"""),
            ("index.js", "import { double } from 'doubler'; import { one } from './lib/one.js'; export const handler = async () => double(one);"),
            ("lib/one.js", "export const one = 1;"),
            ("node_modules/doubler/package.json", """{ "name": "doubler", "main": "main.js" }"""),
            ("node_modules/doubler/main.js", "exports.double = (n) => 2 * n;"));
        Assert.Equal(2, (int?)await function.Answer("{}"));
    }

    [Fact]
    public async Task Callback_waits_until_the_event_loop_is_empty()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", "exports.handler = (event, context, callback) => { const r = {}; setTimeout(() => { r.late = true; }, 50); callback(null, r); };"));
        Assert.Equal("""{"late":true}""", (await function.Invoke("{}")).Body);
        Assert.Equal("""{"late":true}""", (await function.Invoke("{}")).Body);
    }

    [Fact]
    public async Task Callback_answers_at_once_if_it_need_not_wait()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", """
                exports.handler = (event, context, callback) => {
                  context.callbackWaitsForEmptyEventLoop = false;
                  setInterval(() => {}, 1000);
                  callback(null, 'now');
                };
                """));
        Assert.Equal("now", (string?)await function.Answer("{}"));
        Assert.Equal("now", (string?)await function.Answer("{}"));
    }

    [Theory]
    [InlineData("context.succeed('ok')", "\"ok\"")]
    [InlineData("context.done(null, 'ok')", "\"ok\"")]
    [InlineData("callback(null, 'ok'); callback(null, 'again')", "\"ok\"")]
    [InlineData("undefined", "null")]
    [InlineData("callback()", "null")]
    public async Task Old_ways_to_answer_still_work(string statement, string body)
    {
        await using var function = await RunningFunction.Start(
            Runtime, "index.handler", ("index.js", $"exports.handler = (event, context, callback) => {{ {statement}; }};"));
        Assert.Equal(body, (await function.Invoke("{}")).Body);
        Assert.Equal(body, (await function.Invoke("{}")).Body);
    }

    [Theory]
    [InlineData("async () => { throw new TypeError('boom'); }", "TypeError", "boom")]
    [InlineData("() => { throw new TypeError('boom'); }", "TypeError", "boom")]
    [InlineData("(e, c, callback) => callback(new TypeError('boom'))", "TypeError", "boom")]
    [InlineData("(e, context) => context.fail(new TypeError('boom'))", "TypeError", "boom")]
    [InlineData("async () => { throw 'text'; }", "string", "text")]
    [InlineData("(e, c, callback) => callback('text')", "string", "text")]
    [InlineData("async () => { const e = new Error('boom'); e.name = 'MyError'; throw e; }", "MyError", "boom")]
    [InlineData("async () => { class Own extends Error {} throw new Own('boom'); }", "Error", "boom")]
    [InlineData("async () => 1n", "Error", "Unable to stringify response body")]
    public async Task Errors_have_the_shape_that_Lambda_reports(string handler, string type, string message)
    {
        await using var function = await RunningFunction.Start(Runtime, "index.handler", ("index.js", $"exports.handler = {handler};"));
        var error = await function.Error("{}");
        Assert.Equal(type, (string?)error["errorType"]);
        Assert.Equal(message, (string?)error["errorMessage"]);
        Assert.Equal(["errorType", "errorMessage", "trace"], error.AsObject().Select(field => field.Key));
        Assert.Equal(type, (string?)(await function.Error("{}"))["errorType"]); // The environment goes on.
    }

    [Fact]
    public async Task Traces_show_paths_as_they_are_in_Lambda()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "index.handler", ("index.js", "exports.handler = async () => {\n  throw new Error('boom');\n};"));
        var trace = (await function.Error("{}"))["trace"]!.AsArray();
        Assert.Equal("Error: boom", (string?)trace[0]);
        Assert.Equal("    at exports.handler (/var/task/index.js:2:9)", ((string?)trace[1])!.Replace("Runtime.handler", "exports.handler"));
    }

    [Fact]
    public async Task Unhandled_rejection_is_reported_and_ends_the_process()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", "exports.handler = async () => { Promise.reject(new Error('boom')); await new Promise((r) => setTimeout(r, 5000)); };"));
        var error = await function.Error("{}");
        Assert.Equal("Runtime.UnhandledPromiseRejection", (string?)error["errorType"]);
        Assert.Equal("Error: boom", (string?)error["errorMessage"]);
        Assert.Equal(128, await function.ExitCode());
    }

    [Fact]
    public async Task Uncaught_exception_is_reported_and_ends_the_process()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", "exports.handler = (e, c, callback) => { setImmediate(() => { throw new RangeError('boom'); }); };"));
        var error = await function.Error("{}");
        Assert.Equal("RangeError", (string?)error["errorType"]);
        Assert.Equal(129, await function.ExitCode());
    }

    [Fact]
    public async Task Promise_that_nobody_settles_is_an_error()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "index.handler", ("index.js", "exports.handler = async (event) => (event ? new Promise(() => {}) : 'ok');"));
        Assert.Equal("Runtime.NodeJsExit", (string?)(await function.Error("true"))["errorType"]);
        Assert.Equal("ok", (string?)await function.Answer("false"));
    }

    [Theory]
    [InlineData("index.handler", "other.js", "", "Runtime.ImportModuleError", "Error: Cannot find module 'index'\nRequire stack:\n- /var/runtime/index.mjs")]
    [InlineData("index.handler", "index.js", "require('nowhere');", "Runtime.ImportModuleError", "Error: Cannot find module 'nowhere'\nRequire stack:\n- /var/task/index.js\n- /var/runtime/index.mjs")]
    [InlineData("index.handler", "index.js", "exports.other = 1;", "Runtime.HandlerNotFound", "index.handler is undefined or not exported")]
    [InlineData("index.handler", "index.js", "exports.handler = 1;", "Runtime.HandlerNotFound", "index.handler is not a function")]
    [InlineData("handler", "index.js", "", "Runtime.MalformedHandlerName", "Bad handler")]
    [InlineData("../index.handler", "index.js", "", "Runtime.MalformedHandlerName", "'../index.handler' is not a valid handler name. Use absolute paths when specifying root directories in handler names.")]
    [InlineData("index.handler", "index.js", "exports.handler = (;", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token ';'")]
    [InlineData("index.handler", "index.mjs", "export const handler = (;", "Runtime.UserCodeSyntaxError", "SyntaxError: Unexpected token ';'")]
    [InlineData("index.handler", "index.js", "throw new TypeError('at the start');", "TypeError", "at the start")]
    public async Task Function_that_cannot_be_loaded_reports_why(string handler, string file, string text, string type, string message)
    {
        await using var function = await RunningFunction.Start(Runtime, handler, (file, text));
        var error = await function.InitError();
        Assert.Equal(type, (string?)error["errorType"]);
        Assert.Equal(message, (string?)error["errorMessage"]);
        Assert.Equal(129, await function.ExitCode());
    }

    [Fact]
    public async Task Context_has_what_Lambda_documents()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", "exports.handler = async (e, c) => ({ ...c, left: c.getRemainingTimeInMillis() > 1000, trace: process.env._X_AMZN_TRACE_ID });"));
        var report = await function.Invoke("{}", given => given with
        {
            Headers = new Dictionary<string, string>
            {
                ["Lambda-Runtime-Trace-Id"] = "Root=1-2-3",
                ["Lambda-Runtime-Client-Context"] = """{"custom":{"a":"b"}}""",
                ["Lambda-Runtime-Cognito-Identity"] = """{"cognitoIdentityId":"id","cognitoIdentityPoolId":"pool"}""",
            },
        });
        var expected = JsonNode.Parse("""
            {
              "callbackWaitsForEmptyEventLoop": true,
              "functionVersion": "$LATEST",
              "functionName": "tested",
              "memoryLimitInMB": "256",
              "logGroupName": "/aws/lambda/tested",
              "logStreamName": "2026/01/02/[$LATEST]0123",
              "clientContext": { "custom": { "a": "b" } },
              "identity": { "cognitoIdentityId": "id", "cognitoIdentityPoolId": "pool" },
              "invokedFunctionArn": "arn:aws:lambda:us-east-1:000000000000:function:tested",
              "awsRequestId": "request-1",
              "left": true,
              "trace": "Root=1-2-3"
            }
            """);
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(report.Body)), report.Body);
        Assert.Null((await function.Answer("{}"))!["trace"]); // The next event has none.
    }

    [Fact]
    public async Task Log_lines_have_time_request_level_and_text()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", """
                console.log('loaded');
                exports.handler = async () => { console.log('a %d', 1, { b: 2 }); console.error('two\nlines'); console.warn('w'); console.debug('d'); };
                """));
        await function.Invoke("{}");
        var lines = (await function.Log()).Select(line => Time().Replace(line, "TIME")).ToArray();
        Assert.Equal(
            [
                "TIME\tundefined\tINFO\tloaded", "TIME\trequest-1\tINFO\ta 1 { b: 2 }", "TIME\trequest-1\tERROR\ttwo", "lines",
                "TIME\trequest-1\tWARN\tw", "TIME\trequest-1\tDEBUG\td",
            ],
            lines);
    }

    [Fact]
    public async Task Errors_are_logged_with_their_own_properties()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "index.handler", ("index.js", "exports.handler = async () => { throw Object.assign(new Error('boom'), { code: 'E1', more: 2 }); };"));
        await function.Invoke("{}");
        var line = Assert.Single(await function.Log());
        Assert.Matches("""\trequest-1\tERROR\tInvoke Error \t\{"errorType":"Error","errorMessage":"boom","code":"E1","more":2,"stack":\["Error: boom",""", line);
    }

    [Fact]
    public async Task Log_of_JSON_has_objects()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            new Dictionary<string, string> { ["AWS_LAMBDA_LOG_FORMAT"] = "JSON", ["AWS_LAMBDA_LOG_LEVEL"] = "INFO" },
            ("index.js", "exports.handler = async () => { console.debug('no'); console.info({ a: 1 }); };"));
        await function.Invoke("{}");
        var entry = JsonNode.Parse(Assert.Single(await function.Log()))!;
        Assert.Equal("""{"level":"INFO","requestId":"request-1","message":{"a":1}}""", Without(entry, "timestamp"));
    }

    [Fact]
    public async Task Streamed_response_goes_out_in_parts()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.mjs", """
                export const handler = awslambda.streamifyResponse(async (event, stream, context) => {
                  stream = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
                  for (const part of event) stream.write(part);
                  stream.end();
                });
                """));
        for (var i = 0; i < 2; i++)
        {
            var report = await function.Invoke("""["a","b",{"c":1}]""");
            Assert.Equal("""{"statusCode":201}""" + new string('\0', 8) + """ab{"c":1}""", report.Body);
            Assert.Equal("streaming", report.Headers["Lambda-Runtime-Function-Response-Mode"]);
            Assert.Equal("application/vnd.awslambda.http-integration-response", report.Headers["Content-Type"]);
            Assert.DoesNotContain("Lambda-Runtime-Function-Error-Type", report.Headers.Keys);
        }
    }

    [Fact]
    public async Task Error_in_the_middle_of_a_stream_is_in_its_trailers()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", """
                exports.handler = awslambda.streamifyResponse(async (event, stream) => {
                  if (event) stream.write('begun');
                  await new Promise(setImmediate);
                  throw new RangeError('boom');
                });
                """));
        var report = await function.Invoke("true");
        Assert.Equal("begun", report.Body);
        Assert.Equal("RangeError", report.Headers["Lambda-Runtime-Function-Error-Type"]);
        var error = JsonNode.Parse(Convert.FromBase64String(report.Headers["Lambda-Runtime-Function-Error-Body"]))!;
        Assert.Equal("boom", (string?)error["errorMessage"]);
        Assert.Equal("RangeError", (string?)(await function.Error("false"))["errorType"]);
    }

    [Fact]
    public async Task Exception_that_nobody_catches_ends_a_stream_with_its_error()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.js", """
                exports.handler = awslambda.streamifyResponse(async (event, stream) => {
                  stream.write('begun', () => setImmediate(() => { throw new RangeError('boom'); }));
                  await new Promise(() => {});
                });
                """));
        var report = await function.Invoke("{}");
        Assert.Equal("begun", report.Body);
        Assert.Equal("RangeError", report.Headers["Lambda-Runtime-Function-Error-Type"]);
        Assert.Equal(129, await function.ExitCode());
    }

    [Fact]
    public async Task Stream_that_nobody_ends_is_an_error()
    {
        await using var function = await RunningFunction.Start(
            Runtime, "index.handler", ("index.js", "exports.handler = awslambda.streamifyResponse(async (event, stream) => { stream.write('begun'); });"));
        for (var i = 0; i < 2; i++)
        {
            var report = await function.Invoke("{}");
            Assert.Equal(("begun", "Runtime.NodeJsExit"), (report.Body, report.Headers["Lambda-Runtime-Function-Error-Type"]));
        }
    }

    [Fact]
    public async Task Stream_pipelines_of_much_data_arrive_whole()
    {
        await using var function = await RunningFunction.Start(
            Runtime,
            "index.handler",
            ("index.mjs", """
                import { pipeline } from 'node:stream/promises';
                import { Readable } from 'node:stream';
                export const handler = awslambda.streamifyResponse(async (event, stream) => {
                  stream.setContentType('text/plain');
                  await pipeline(Readable.from(Array(200).fill('x'.repeat(10000))), stream);
                });
                """));
        var report = await function.Invoke("{}");
        Assert.Equal(new string('x', 2_000_000), report.Body);
        Assert.Equal("text/plain", report.Headers["Content-Type"]);
    }

    [Fact]
    public async Task Connection_that_the_server_closed_is_opened_again()
    {
        await using var function = await RunningFunction.Start(Runtime, "index.handler", ("index.js", "exports.handler = async (e) => e;"));
        for (var i = 0; i < 3; i++)
            Assert.Equal("1", (await function.Invoke("1", given => given with { IsLast = true })).Body);
        Assert.Equal("2", (await function.Invoke("2")).Body);
    }

    [Fact]
    public async Task Large_events_and_answers_pass_unchanged()
    {
        await using var function = await RunningFunction.Start(Runtime, "index.handler", ("index.js", "exports.handler = async (e) => e;"));
        var payload = $"\"{new string('ö', 2_900_000)}\"";
        Assert.Equal(payload, (await function.Invoke(payload)).Body);
        Assert.Equal(payload, (await function.Invoke(payload, given => given with { IsChunked = true })).Body);
    }

    [Fact]
    public async Task From_24_on_handlers_may_not_take_a_callback()
    {
        await using var function = await RunningFunction.Start(
            "nodejs24.x", "index.handler", ("index.js", "exports.handler = async (event, context, callback) => 1;"));
        Assert.Equal("Runtime.CallbackHandlerDeprecated", (string?)(await function.InitError())["errorType"]);
    }

    [Fact]
    public async Task From_24_on_handlers_answer_with_what_they_return()
    {
        await using var function = await RunningFunction.Start(
            "nodejs24.x", "index.handler", ("index.js", "exports.handler = (event, context) => ({ event, keys: Object.keys(context).includes('succeed') });"));
        Assert.Equal("""{"event":1,"keys":false}""", (await function.Invoke("1")).Body);
    }

    private static string Without(JsonNode node, string field)
    {
        node.AsObject().Remove(field);
        return node.ToJsonString();
    }

    [GeneratedRegex(@"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")]
    private static partial Regex Time();
}
