using Microsoft.Extensions.Time.Testing;
using Stepwell.Integrations.Executions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Tests.Executions;

public sealed class StartExecutionTests
{
    private const string Arn = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";
    private static readonly Guid RequestId = Guid.Parse("0f5a2a54-3c1b-4f0e-8f1c-8f5a2a543c1b");

    [Theory]
    [InlineData("""{"a":1.0}""", """{"a":1.0}""")]
    [InlineData("\"{\\\"a\\\":1}\"", """{"a":1}""")]
    [InlineData("""["x"]""", """["x"]""")]
    [InlineData("null", "{}")]
    public async Task Input_may_be_json_or_text_or_null(string given, string sent)
    {
        var executions = new FakeExecutions();
        await Invoke(executions, IntegrationPattern.RequestResponse, $$"""{"StateMachineArn":"{{Arn}}","Input":{{given}},"Name":"n"}""");
        Assert.Equal((Arn, sent, "n"), (executions.Call!.StateMachineArn, executions.Call.Input, executions.Call.Name));
    }

    [Fact]
    public async Task Absent_input_and_name_are_left_to_the_service()
    {
        var executions = new FakeExecutions();
        await Invoke(executions, IntegrationPattern.RequestResponse, $$"""{"StateMachineArn":"{{Arn}}"}""");
        Assert.Equal(("{}", null), (executions.Call!.Input, executions.Call.Name));
    }

    [Fact]
    public async Task Call_carries_the_caller_and_the_key_of_the_task()
    {
        var executions = new FakeExecutions();
        await Invoke(executions, IntegrationPattern.RequestResponse, $$"""{"StateMachineArn":"{{Arn}}"}""", "Root=1-2-3");
        Assert.Equal("key-1", executions.Call!.IdempotencyKey);
        Assert.Equal("Root=1-2-3", executions.Call.TraceHeader);
        Assert.Equal(
            new TaskCaller("123456789012", "us-east-1", "arn:aws:iam::123456789012:role/parent", Tasks.ExecutionArn), executions.Call.Caller);
    }

    [Theory]
    [InlineData(IntegrationPattern.Sync, true)]
    [InlineData(IntegrationPattern.Sync2, true)]
    [InlineData(IntegrationPattern.RequestResponse, false)]
    [InlineData(IntegrationPattern.WaitForTaskToken, false)]
    public async Task Only_tasks_that_wait_for_the_end_are_linked(IntegrationPattern pattern, bool isLinked)
    {
        var executions = new FakeExecutions();
        await Invoke(executions, pattern, $$"""{"StateMachineArn":"{{Arn}}"}""");
        Assert.Equal(isLinked ? new CallerLink(Tasks.ExecutionArn, "key-1") : null, executions.Call!.Link);
    }

    [Fact]
    public async Task Request_response_succeeds_with_the_answer_and_the_metadata_AWS_records()
    {
        var outcome = await Invoke(new FakeExecutions(), IntegrationPattern.RequestResponse, $$"""{"StateMachineArn":"{{Arn}}"}""");
        Assert.Equal(
            Tasks.Compact(
                """
                {
                  "ExecutionArn": "arn:aws:states:us-east-1:123456789012:execution:Child:c1",
                  "SdkHttpMetadata": {
                    "AllHttpHeaders": {
                      "x-amzn-RequestId": ["0f5a2a54-3c1b-4f0e-8f1c-8f5a2a543c1b"],
                      "connection": ["keep-alive"],
                      "Content-Length": ["104"],
                      "Date": ["Fri, 30 Jun 2023 12:42:19 GMT"],
                      "Content-Type": ["application/x-amz-json-1.0"]
                    },
                    "HttpHeaders": {
                      "connection": "keep-alive",
                      "Content-Length": "104",
                      "Content-Type": "application/x-amz-json-1.0",
                      "Date": "Fri, 30 Jun 2023 12:42:19 GMT",
                      "x-amzn-RequestId": "0f5a2a54-3c1b-4f0e-8f1c-8f5a2a543c1b"
                    },
                    "HttpStatusCode": 200
                  },
                  "SdkResponseMetadata": { "RequestId": "0f5a2a54-3c1b-4f0e-8f1c-8f5a2a543c1b" },
                  "StartDate": 1688128939217
                }
                """),
            Assert.IsType<TaskOutcome.Succeeded>(outcome).Output.ToString());
    }

    [Theory]
    [InlineData(IntegrationPattern.Sync)]
    [InlineData(IntegrationPattern.Sync2)]
    [InlineData(IntegrationPattern.WaitForTaskToken)]
    public async Task Other_patterns_are_submitted_with_the_same_output(IntegrationPattern pattern)
    {
        var outcome = await Invoke(new FakeExecutions(), pattern, $$"""{"StateMachineArn":"{{Arn}}"}""");
        Assert.Equal(FakeExecutions.Started.ExecutionArn, Assert.IsType<TaskOutcome.Submitted>(outcome).Output["ExecutionArn"].GetString());
    }

    [Fact]
    public async Task Refusal_has_the_name_and_cause_that_AWS_records()
    {
        var executions = new FakeExecutions(new StartExecutionResult.Refused(
            new ServiceError("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{Arn}'")));
        var outcome = await Invoke(executions, IntegrationPattern.Sync, $$"""{"StateMachineArn":"{{Arn}}"}""");
        Assert.Equal(
            new TaskOutcome.Failed(
                "StepFunctions.StateMachineDoesNotExistException",
                $"State Machine Does Not Exist: '{Arn}' (Service: AWSStepFunctions; Status Code: 400; "
                + $"Error Code: StateMachineDoesNotExist; Request ID: {RequestId}; Proxy: null)"),
            outcome);
    }

    [Theory]
    [InlineData("{}", "The field 'StateMachineArn' is required but was missing")]
    [InlineData("""{"StateMachineArn":7}""", "The value for the field 'StateMachineArn' must be a STRING")]
    [InlineData("""{"StateMachineArn":"a","Name":{}}""", "The value for the field 'Name' must be a STRING")]
    public async Task Parameters_that_make_no_sense_never_reach_the_service(string parameters, string problem)
    {
        var executions = new FakeExecutions();
        var outcome = await Invoke(executions, IntegrationPattern.RequestResponse, parameters);
        Assert.Equal(
            new TaskOutcome.Failed("States.Runtime", $"The Parameters '{parameters}' could not be used to start the Task: [{problem}]"), outcome);
        Assert.Null(executions.Call);
    }

    private static async Task<TaskOutcome> Invoke(
        FakeExecutions executions, IntegrationPattern pattern, string parameters, string? traceHeader = null)
    {
        var time = new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1688128939217));
        var integration = new StartExecutionIntegration(executions, time, () => RequestId);
        var request = Tasks.StartExecution(pattern, parameters, traceHeader);
        Assert.True(integration.Handles(request.Resource));
        return await integration.Invoke(request, CancellationToken.None);
    }
}
