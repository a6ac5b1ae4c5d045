using Stepwell.Integrations.Executions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Tests.Executions;

public sealed class SfnSdkTests
{
    private static readonly Guid RequestId = Guid.Parse("0f5a2a54-3c1b-4f0e-8f1c-8f5a2a543c1b");

    [Fact]
    public async Task StartExecution_answers_with_arn_and_iso_date()
    {
        var executions = new FakeExecutions();
        var outcome = await Invoke(executions, "startExecution", """{"StateMachineArn":"arn:m","Input":{"key":"value"}}""");
        Assert.Equal(
            """{"ExecutionArn":"arn:aws:states:us-east-1:123456789012:execution:Child:c1","StartDate":"2023-06-30T12:42:19.217Z"}""",
            Tasks.Output(outcome).ToString());
        Assert.Equal("""{"key":"value"}""", executions.Call!.Input);
        Assert.Null(executions.Call.Link);
    }

    [Fact]
    public async Task StartSyncExecution_answers_with_how_it_ended()
    {
        var executions = new FakeExecutions();
        var outcome = await Invoke(executions, "startSyncExecution", """{"StateMachineArn":"arn:m","Input":"{}","Name":"c1"}""");
        Assert.Equal(
            """
            {"BillingDetails":{"BilledDurationInMilliseconds":1000,"BilledMemoryUsedInMB":64},
            "ExecutionArn":"arn:aws:states:us-east-1:123456789012:express:Child:c1:id","Input":"{}","InputDetails":{"Included":true},
            "Name":"c1","Output":"[1]","OutputDetails":{"Included":true},"StartDate":"2023-06-30T12:42:19.217Z",
            "StateMachineArn":"arn:aws:states:us-east-1:123456789012:stateMachine:Child","Status":"SUCCEEDED",
            "StopDate":"2023-06-30T12:42:20.217Z"}
            """.ReplaceLineEndings(""),
            Tasks.Output(outcome).ToString());
        Assert.Equal("c1", executions.Call!.Name);
    }

    [Fact]
    public async Task Call_that_waits_for_a_token_is_submitted()
    {
        var outcome = await Invoke(new FakeExecutions(), "startExecution", """{"StateMachineArn":"arn:m"}""", IntegrationPattern.WaitForTaskToken);
        Assert.IsType<TaskOutcome.Submitted>(outcome);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("\"\\\"text\\\"\"", "\"text\"")]
    public async Task SendTaskSuccess_takes_output_as_json_or_text(string given, string sent)
    {
        var executions = new FakeExecutions();
        var outcome = await Invoke(executions, "sendTaskSuccess", $$"""{"TaskToken":"t","Output":{{given}}}""");
        Assert.Equal("{}", Tasks.Output(outcome).ToString());
        Assert.Equal(("t", sent, null), executions.Answer);
    }

    [Fact]
    public async Task SendTaskFailure_needs_neither_error_nor_cause()
    {
        var executions = new FakeExecutions();
        await Invoke(executions, "sendTaskFailure", """{"TaskToken":"t"}""");
        Assert.Equal(("t", null, null), executions.Answer);
    }

    [Theory]
    [InlineData("sendTaskSuccess")]
    [InlineData("sendTaskFailure")]
    public async Task Refusal_has_the_name_and_cause_that_AWS_records(string action)
    {
        var executions = new FakeExecutions(error: new ServiceError("InvalidToken", "Invalid Token: 'Invalid token'"));
        var outcome = await Invoke(executions, action, """{"TaskToken":"NoSuchTaskToken","Output":"ParameterOutput"}""");
        Assert.Equal(
            new TaskOutcome.Failed(
                "Sfn.InvalidTokenException",
                $"Invalid Token: 'Invalid token' (Service: Sfn, Status Code: 400, Request ID: {RequestId}) (SDK Attempt Count: 1)"),
            outcome);
    }

    [Theory]
    [InlineData("startExecution", "{}", "StateMachineArn")]
    [InlineData("sendTaskSuccess", """{"Output":"{}"}""", "TaskToken")]
    [InlineData("sendTaskSuccess", """{"TaskToken":"t"}""", "Output")]
    [InlineData("sendTaskFailure", "{}", "TaskToken")]
    public async Task Missing_field_is_named(string action, string parameters, string field)
    {
        var failure = Assert.IsType<TaskOutcome.Failed>(await Invoke(new FakeExecutions(), action, parameters));
        Assert.Equal(
            $"The Parameters '{parameters}' could not be used to start the Task: [The field '{field}' is required but was missing]", failure.Cause);
    }

    private static async Task<TaskOutcome> Invoke(
        FakeExecutions executions, string action, string parameters, IntegrationPattern pattern = IntegrationPattern.RequestResponse)
    {
        var integration = new SfnSdkIntegration(executions, () => RequestId);
        var request = Tasks.Sdk(action, parameters, pattern);
        Assert.True(integration.Handles(request.Resource));
        return await integration.Invoke(request, CancellationToken.None);
    }
}
