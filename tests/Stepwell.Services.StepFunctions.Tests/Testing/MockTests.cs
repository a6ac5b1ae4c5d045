using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;
using static Stepwell.Services.StepFunctions.Tests.Testing.TestCalls;

namespace Stepwell.Services.StepFunctions.Tests.Testing;

/// <summary>States that are not carried out: a mock says what came of them.</summary>
public sealed class MockTests
{
    private static readonly MockErrorOutput Error = new() { Error = "E", Cause = "c" };

    [Fact]
    public async Task A_mocked_error_is_retried_while_attempts_are_left()
    {
        await using var server = await Server.Start();
        const string Definition = Lambda + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"X\"]},{\"ErrorEquals\":[\"E\"],\"MaxAttempts\":2,\"IntervalSeconds\":3}]}";
        var left = await server.Test(Definition, error: Error, configuration: new() { RetrierRetryCount = 1 });
        Assert.Equal(("RETRIABLE", "E", "c"), (left.Status, left.Error, left.Cause));
        Assert.Equal((1, 6), (left.InspectionData!.ErrorDetails!.RetryIndex, left.InspectionData.ErrorDetails.RetryBackoffIntervalSeconds));
        var used = await server.Test(Definition, error: Error, configuration: new() { RetrierRetryCount = 2 });
        Assert.Equal(("FAILED", "E", "c"), (used.Status, used.Error, used.Cause));
        Assert.Equal((1, null), (used.InspectionData!.ErrorDetails!.RetryIndex, used.InspectionData.ErrorDetails.RetryBackoffIntervalSeconds));
    }

    [Fact]
    public async Task A_mocked_error_is_caught_with_its_output()
    {
        await using var server = await Server.Start();
        const string Definition = Lambda + ",\"Next\":\"N\",\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"ResultPath\":\"$.e\",\"Next\":\"C\"}]}";
        var answer = await server.Test(Definition, """{"a":1}""", error: Error);
        Assert.Equal(
            ("CAUGHT_ERROR", "C", """{"a":1,"e":{"Error":"E","Cause":"c"}}"""), (answer.Status, answer.NextState, answer.Output));
        Assert.Equal(0, answer.InspectionData!.ErrorDetails!.CatchIndex);
    }

    [Theory]
    [InlineData("Pass\",\"End\":true,\"Comment\":\"")]
    [InlineData("Succeed")]
    [InlineData("Wait\",\"Seconds\":1,\"End\":true,\"Comment\":\"")]
    public async Task States_that_do_nothing_outside_take_no_mock(string type)
    {
        await using var server = await Server.Start();
        var refusal = await Assert.ThrowsAsync<ValidationException>(() => server.Test($$"""{"Type":"{{type}}"}""", result: "{}"));
        Assert.EndsWith("' is not supported when a mock is specified", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parallel_state_takes_one_result_per_branch()
    {
        await using var server = await Server.Start();
        const string Branch = """{"StartAt":"B","States":{"B":{"Type":"Pass","End":true}}}""";
        const string Definition = $$"""{"Type":"Parallel","ResultPath":"$.r","End":true,"Branches":[{{Branch}}]}""";
        Assert.Equal("""{"r":[1]}""", (await server.Test(Definition, result: "[1]")).Output);
        await Refuses<ValidationException>("Mocked result must be an array.", () => server.Test(Definition, result: "{}"));
        await Assert.ThrowsAsync<ValidationException>(() => server.Test(Definition, result: "[1,2]"));
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => server.Test(Definition));
    }

    [Fact]
    public async Task A_map_state_shows_its_items_and_counts_its_failures()
    {
        await using var server = await Server.Start();
        const string Definition = """
            {"Type":"Map","ItemsPath":"$.v","ItemSelector":{"n.$":"$$.Map.Item.Value"},"MaxConcurrency":2,"ToleratedFailureCount":1,"End":true,
             "ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","End":true}}}}
            """;
        var answer = await server.Test(Definition, """{"v":[1,2]}""", result: "[3,4]");
        Assert.Equal("[3,4]", answer.Output);
        var data = answer.InspectionData!;
        Assert.Equal(
            ("[1,2]", """[{"n":1},{"n":2}]""", 2, 1, null),
            (data.AfterItemsPath, data.AfterItemSelector, data.MaxConcurrency, data.ToleratedFailureCount, data.ToleratedFailurePercentage));
        var exceeded = await server.Test(Definition, """{"v":[1,2]}""", result: "[3,4]", configuration: new() { MapIterationFailureCount = 2 });
        Assert.Equal(("FAILED", "States.ExceedToleratedFailureThreshold"), (exceeded.Status, exceeded.Error));
    }

    [Theory]
    [InlineData("JSON", "", "[{\"a\":1},{\"a\":2}]", """[1,2]""")]
    [InlineData("JSONL", "", "{\"a\":1}\n{\"a\":2}\n", """[1,2]""")]
    [InlineData("CSV", ",\"CSVHeaderLocation\":\"FIRST_ROW\"", "a,b\n1,x\n\"2\",\"y\"\"z\"\n", """["1","2"]""")]
    [InlineData("CSV", ",\"CSVHeaderLocation\":\"GIVEN\",\"CSVHeaders\":[\"a\"],\"CSVDelimiter\":\"PIPE\"", "1|\r\n2|", """["1","2"]""")]
    [InlineData("CSV", ",\"CSVHeaderLocation\":\"FIRST_ROW\"", "a\n1\\,2\n\\\"\n\\x\n\\\\\n", """["1,2","\"","x","\\"]""")]
    [InlineData("JSON", ",\"MaxItems\":1", "[{\"a\":1},{\"a\":2}]", """[1]""")]
    public async Task What_an_item_reader_finds_becomes_the_items(string type, string more, string data, string selected)
    {
        await using var server = await Server.Start();
        var definition = $$"""
            {"Type":"Map","End":true,"ItemSelector":{"v.$":"$$.Map.Item.Value.a"},
             "ItemReader":{"Resource":"arn:aws:states:::s3:getObject","ReaderConfig":{"InputType":"{{type}}"{{more}} },"Parameters":{"Bucket":"b","Key":"k"} },
             "ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED","ExecutionType":"STANDARD"},"StartAt":"I","States":{"I":{"Type":"Pass","End":true} } } }
            """;
        var answer = await server.Test(definition, result: "[]", configuration: new() { MapItemReaderData = data });
        var inputs = Json.JsonValue.Parse(answer.InspectionData!.AfterItemSelector!).Items.Select(item => item["v"].ToString());
        Assert.Equal(selected, $"[{string.Join(',', inputs)}]");
        await Assert.ThrowsAsync<ValidationException>(() => server.Test(definition, result: "[]"));
    }

    [Theory]
    [InlineData("sfn:startExecution", "STRICT", "{}", "Required field 'ExecutionArn' is missing")]
    [InlineData("sfn:startExecution", "PRESENT", "{}", null)]
    [InlineData("sfn:startExecution", "PRESENT", """{"ExecutionArn":1}""", "Field 'ExecutionArn' must be a string")]
    [InlineData("sfn:startExecution", "NONE", """{"ExecutionArn":1}""", null)]
    [InlineData("dynamodb:getItem", null, """{"Item":{"a":{"Bool":"x"}}}""", "Field 'Bool' must be a boolean")]
    [InlineData("dynamodb:getItem", null, """{"Item":[]}""", "Field 'Item' must be an object")]
    [InlineData("dynamodb:getItem", null, "[]", "must be a JSON object")]
    [InlineData("s3:getObject", null, """{"StorageClass":"Papyrus"}""", "Field 'StorageClass' is not an expected value")]
    [InlineData("rds:describeDBInstances", null, """{"DbInstances":[{"AllocatedStorage":"x"}]}""", "Field 'AllocatedStorage' must be a number")]
    [InlineData("eks:createCluster", null, """{"Cluster":{"Name":5}}""", "Field 'Name' must be a string")]
    [InlineData("eks:call", null, """{"ResponseBody":5}""", null)]
    [InlineData("sqs:sendMessage.waitForTaskToken", null, """{"Anything":1}""", null)]
    public async Task A_mocked_result_has_the_form_of_the_apis_answer(string action, string? mode, string result, string? problem)
    {
        await using var server = await Server.Start();
        var prefix = action.StartsWith("eks:", StringComparison.Ordinal) ? "" : "aws-sdk:";
        var definition = $$"""{"Type":"Task","Resource":"arn:aws:states:::{{prefix}}{{action}}","Parameters":{},"End":true}""";
        var test = server.Test(definition, result: result, mode: mode);
        if (problem is null)
            Assert.Equal(result, (await test).Output);
        else
            await Refuses<ValidationException>($"Mock result schema validation error: {problem}", () => test);
    }

    [Fact]
    public async Task A_mocked_payload_of_a_function_is_any_json()
    {
        await using var server = await Server.Start();
        const string Result = """{"Payload":{"statusCode":200},"StatusCode":200}""";
        Assert.Equal(Result, (await server.Test(Lambda + ",\"End\":true}", result: Result)).Output);
    }

    [Fact]
    public async Task A_mocked_context_object_is_what_the_state_sees()
    {
        await using var server = await Server.Start();
        const string Definition = Lambda + ",\"ResultSelector\":{\"c.$\":\"$$.Execution.Input.x\"},\"End\":true}";
        Assert.Equal("""{"c":5}""", (await server.Test(Definition, result: "{}", context: """{"Execution":{"Input":{"x":5}}}""")).Output);
        await Refuses<ValidationException>(
            "Invalid Context object provided: Execution.Id must be a string",
            () => server.Test(Definition, result: "{}", context: """{"Execution":{"Id":5}}"""));
        await Refuses<ValidationException>(
            "Invalid Context object provided: 'Map' field is not supported when mocking a Context object",
            () => server.Test(Definition, result: "{}", context: """{"Map":{}}"""));
        await Refuses<ValidationException>(
            "Invalid Context object provided: Field 'Extra' is not allowed",
            () => server.Test(Definition, result: "{}", context: """{"State":{"Extra":1}}"""));
        await Assert.ThrowsAsync<ValidationException>(() => server.Test(Definition, result: "{}", context: "{"));
    }

    [Fact]
    public async Task What_needs_a_mock_is_refused_without_one()
    {
        await using var server = await Server.Start();
        await Refuses<ValidationException>(
            "TestState does not support RetrierRetryCount when a mock is not specified.",
            () => server.Test(Lambda + ",\"End\":true}", configuration: new() { RetrierRetryCount = 1 }));
        await Refuses<ValidationException>(
            "RoleArn must be specified when testing a Task state", () => server.Test(Lambda + ",\"End\":true}", role: null));
        await Assert.ThrowsAsync<InvalidDefinitionException>(() => server.Test("""
            {"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync","Parameters":{"StateMachineArn":"a"},"End":true}
            """));
    }
}
