using Microsoft.Extensions.Time.Testing;
using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Functions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Tests.Functions;

public sealed class FunctionTests
{
    private const string Arn = "arn:aws:lambda:us-east-1:123456789012:function:f";
    private const string Unknown = "The cause could not be determined because Lambda did not return an error type. Returned payload: ";

    private static readonly FunctionCallResult.Refused NotFound = new(
        new ServiceError("ResourceNotFoundException", $"Function not found: {Arn}:$LATEST", 404), FakeFunctions.RequestId);

    [Theory]
    [InlineData(Arn, "$LATEST")]
    [InlineData(Arn + ":live", null)]
    public async Task Resource_that_is_a_function_gets_the_input_and_gives_the_answer(string arn, string? qualifier)
    {
        var functions = FakeFunctions.Answering("""{"b": 2}""");
        var outcome = await Direct(functions, arn, """{"a": 1}""");
        Assert.Equal("""{"b": 2}""", Tasks.Output(outcome).ToString());
        Assert.Equal("""{"a": 1}""", functions.SentPayload);
        Assert.Equal((arn, qualifier, null), (functions.Call!.FunctionName, functions.Call.Qualifier, functions.Call.InvocationType));
    }

    [Fact]
    public async Task Error_of_a_function_is_named_by_its_type()
    {
        const string Payload = """{"errorMessage": "no", "errorType": "Bad"}""";
        Assert.Equal(new TaskOutcome.Failed("Bad", Payload), await Direct(FakeFunctions.Answering(Payload, "Unhandled"), Arn, "{}"));
        Assert.Equal(
            new TaskOutcome.Failed("Bad", """{"errorMessage":"no","errorType":"Bad"}"""),
            await Invoke(FakeFunctions.Answering(Payload, "Unhandled"), """{"FunctionName":"f"}"""));
    }

    [Theory]
    [InlineData("""{"errorMessage":"Task timed out after 3.00 seconds"}""")]
    [InlineData("not JSON")]
    public async Task Error_without_a_type_is_unknown(string payload) => Assert.Equal(
        new TaskOutcome.Failed("Lambda.Unknown", Unknown + payload), await Direct(FakeFunctions.Answering(payload, "Unhandled"), Arn, "{}"));

    [Fact]
    public async Task Refusal_has_the_name_and_cause_that_AWS_records()
    {
        var expected = new TaskOutcome.Failed(
            "Lambda.ResourceNotFoundException",
            $"Function not found: {Arn}:$LATEST (Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; "
            + $"Request ID: {FakeFunctions.RequestId}; Proxy: null)");
        Assert.Equal(expected, await Direct(new FakeFunctions(NotFound), Arn, "{}"));
        Assert.Equal(expected, await Invoke(new FakeFunctions(NotFound), """{"FunctionName":"f"}"""));
    }

    [Fact]
    public async Task Refusal_of_the_sdk_has_the_words_of_its_second_version()
    {
        var outcome = await Sdk(new FakeFunctions(NotFound), """{"FunctionName":"f"}""");
        Assert.Equal(
            new TaskOutcome.Failed(
                "Lambda.ResourceNotFoundException",
                $"Function not found: {Arn}:$LATEST (Service: Lambda, Status Code: 404, Request ID: {FakeFunctions.RequestId}) (SDK Attempt Count: 1)"),
            outcome);
    }

    [Fact]
    public async Task Invoke_shows_the_answer_and_how_it_came()
    {
        var functions = FakeFunctions.Answering("0");
        var outcome = await Invoke(functions, """{"FunctionName":"f","Payload":"0"}""", traceHeader: "Root=1-2-3");
        Assert.Equal(
            """
            {"ExecutedVersion":"$LATEST","Payload":0,"SdkHttpMetadata":{"AllHttpHeaders":{"X-Amz-Executed-Version":["$LATEST"],
            "x-amzn-Remapped-Content-Length":["0"],"Connection":["keep-alive"],"x-amzn-RequestId":["ID"],"Content-Length":["1"],
            "Date":["Thu, 01 Jan 2026 00:00:00 GMT"],"X-Amzn-Trace-Id":["Root=1-2-3"],"Content-Type":["application/json"]},
            "HttpHeaders":{"Connection":"keep-alive","Content-Length":"1","Content-Type":"application/json",
            "Date":"Thu, 01 Jan 2026 00:00:00 GMT","X-Amz-Executed-Version":"$LATEST","x-amzn-Remapped-Content-Length":"0",
            "x-amzn-RequestId":"ID","X-Amzn-Trace-Id":"Root=1-2-3"},"HttpStatusCode":200},"SdkResponseMetadata":{"RequestId":"ID"},
            "StatusCode":200}
            """.ReplaceLineEndings("").Replace("\"ID\"", $"\"{FakeFunctions.RequestId}\"", StringComparison.Ordinal),
            Tasks.Output(outcome).ToString());
    }

    [Theory]
    [InlineData("""{"FunctionName":"f"}""", "")]
    [InlineData("""{"FunctionName":"f","Payload":null}""", "")]
    [InlineData("""{"FunctionName":"f","Payload":{"a":1}}""", """{"a":1}""")]
    [InlineData("""{"FunctionName":"f","Payload":"[1]"}""", "[1]")]
    public async Task Payload_is_JSON_or_the_text_of_it(string parameters, string sent)
    {
        var functions = FakeFunctions.Answering("null");
        await Invoke(functions, parameters);
        Assert.Equal(sent, functions.SentPayload);
    }

    [Fact]
    public async Task Parameters_of_the_call_go_on_as_they_are()
    {
        var functions = FakeFunctions.Answering("1", logTail: "bG9n");
        var outcome = await Invoke(
            functions, """{"FunctionName":"f:old","InvocationType":"RequestResponse","ClientContext":"e30=","LogType":"Tail"}""");
        Assert.Equal(
            ("f:old", null, "RequestResponse", "e30=", true),
            (functions.Call!.FunctionName, functions.Call.Qualifier, functions.Call.InvocationType, functions.Call.ClientContext,
                functions.Call.WantsLogTail));
        Assert.Equal("bG9n", Tasks.Output(outcome)["LogResult"].GetString());
        await Invoke(functions, """{"FunctionName":"f","Qualifier":"2"}""");
        Assert.Equal("2", functions.Call.Qualifier);
    }

    [Fact]
    public async Task Event_that_is_queued_has_no_version_and_an_empty_payload()
    {
        var functions = new FakeFunctions(
            new FunctionCallResult.Answered(202, ReadOnlyMemory<byte>.Empty, FunctionError: null, ExecutedVersion: null, LogTail: null, FakeFunctions.RequestId));
        var output = Tasks.Output(await Invoke(functions, """{"FunctionName":"f","InvocationType":"Event"}"""));
        Assert.True(output["ExecutedVersion"].IsMissing);
        Assert.Equal(("\"\"", "202"), (output["Payload"].ToString(), output["StatusCode"].ToString()));
        output = Tasks.Output(await Sdk(functions, """{"FunctionName":"f","InvocationType":"Event"}"""));
        Assert.Equal("""{"Payload":"","StatusCode":202}""", output.ToString());
    }

    [Fact]
    public async Task Call_that_waits_for_a_token_is_submitted_unless_its_function_fails()
    {
        const string Parameters = """{"FunctionName":"f","Payload":{"t":"token"}}""";
        Assert.IsType<TaskOutcome.Submitted>(await Invoke(FakeFunctions.Answering("{}"), Parameters, IntegrationPattern.WaitForTaskToken));
        var failed = await Invoke(FakeFunctions.Answering("{}", "Handled"), Parameters, IntegrationPattern.WaitForTaskToken);
        Assert.Equal(new TaskOutcome.Failed("Lambda.Unknown", Unknown + "{}"), failed);
    }

    [Fact]
    public async Task Sdk_gives_the_payload_as_text_and_an_error_as_an_answer()
    {
        var outcome = await Sdk(FakeFunctions.Answering("""{"errorType":"Bad"}""", "Unhandled"), """{"FunctionName":"f"}""");
        Assert.Equal(
            """{"ExecutedVersion":"$LATEST","FunctionError":"Unhandled","Payload":"{\"errorType\":\"Bad\"}","StatusCode":200}""",
            Tasks.Output(outcome).ToString());
    }

    [Fact]
    public async Task Call_without_a_name_is_refused()
    {
        var failed = Assert.IsType<TaskOutcome.Failed>(await Invoke(FakeFunctions.Answering("1"), """{"Payload":1}"""));
        Assert.Equal("States.Runtime", failed.Error);
        Assert.Contains("The field 'FunctionName' is required but was missing", failed.Cause, StringComparison.Ordinal);
    }

    private static async Task<TaskOutcome> Direct(FakeFunctions functions, string arn, string input)
    {
        var request = Tasks.Request("lambda", "invoke", IntegrationPattern.RequestResponse, input, traceHeader: null);
        request = request with { Resource = new TaskResource.Function(arn) };
        return await Run(new FunctionIntegration(functions), request);
    }

    private static Task<TaskOutcome> Invoke(
        FakeFunctions functions, string parameters, IntegrationPattern pattern = IntegrationPattern.RequestResponse, string? traceHeader = null)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Run(new LambdaInvokeIntegration(functions, time), Tasks.Request("lambda", "invoke", pattern, parameters, traceHeader));
    }

    private static Task<TaskOutcome> Sdk(FakeFunctions functions, string parameters) => Run(
        new LambdaSdkIntegration(functions),
        Tasks.Request("aws-sdk:lambda", "invoke", IntegrationPattern.RequestResponse, parameters, traceHeader: null));

    private static async Task<TaskOutcome> Run(ITaskIntegration integration, TaskRequest request)
    {
        Assert.True(integration.Handles(request.Resource));
        return await integration.Invoke(request, TestContext.Current.CancellationToken);
    }
}
