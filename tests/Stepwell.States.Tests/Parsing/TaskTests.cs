using Stepwell.States.Definition;
using static Stepwell.States.Tests.Parsing.Judged;

namespace Stepwell.States.Tests.Parsing;

public sealed class TaskTests
{
    private const string Function = "arn:aws:lambda:us-east-1:111111111111:function:f";

    [Fact]
    public void Task_is_read_with_all_its_fields()
    {
        var task = State<TaskState>($$"""
            {"Type":"Task","Comment":"c","Resource":"{{Function}}","TimeoutSeconds":60,"HeartbeatSecondsPath":"$.beat",
             "Credentials":{"RoleArn.$":"$.role"},
             "Parameters":{"a.$":"$.a"},"ResultSelector":{"b.$":"$.b"},"InputPath":"$.in","ResultPath":"$.out","OutputPath":null,"End":true}
            """);

        Assert.Equal(new TaskResource.Function(Function), task.Resource);
        Assert.Equal(new SecondsField.Literal(60), task.Timeout);
        Assert.Equal("$.beat", Assert.IsType<SecondsField.At>(task.Heartbeat).Expression.Text);
        Assert.Equal("$.role", Assert.Single(Assert.IsType<TemplateField.JsonPath>(task.Credentials).Template.Expressions).Text);
        var flow = Assert.IsType<JsonPathFlow>(task.Flow);
        Assert.Equal("$.in", Assert.IsType<DataPath.At>(flow.InputPath).Expression.Text);
        Assert.Equal("$.out", Assert.IsType<ResultPath.Into>(flow.ResultPath).Path.Text);
        Assert.Same(DataPath.Nothing, flow.OutputPath);
        Assert.Equal(("$.a", "$.b"), (flow.Parameters!.Expressions[0].Text, flow.ResultSelector!.Expressions[0].Text));
    }

    [Theory]
    [InlineData("arn:aws:states:us-east-1:111111111111:activity:approve", typeof(TaskResource.Activity))]
    [InlineData("arn:aws-cn:states:cn-north-1:111111111111:activity:approve", typeof(TaskResource.Activity))]
    [InlineData(Function + ":$LATEST", typeof(TaskResource.Function))]
    [InlineData(Function + ":live", typeof(TaskResource.Function))]
    [InlineData("arn:aws:swf:us-east-1:111111111111:task:X", typeof(TaskResource.Other))]
    public void Resource_is_sorted_by_its_ARN(string arn, Type kind) =>
        Assert.IsType(kind, State<TaskState>($$"""{"Type":"Task","Resource":"{{arn}}","End":true}""").Resource);

    [Theory]
    [InlineData("states:startExecution.sync:2", "states", "startExecution.sync:2", "startExecution", IntegrationPattern.Sync2)]
    [InlineData("ecs:runTask.sync", "ecs", "runTask.sync", "runTask", IntegrationPattern.Sync)]
    [InlineData("http:invoke", "http", "invoke", "invoke", IntegrationPattern.RequestResponse)]
    [InlineData(
        "aws-sdk:s3:putObject.waitForTaskToken",
        "aws-sdk:s3",
        "putObject.waitForTaskToken",
        "putObject",
        IntegrationPattern.WaitForTaskToken)]
    public void Integration_is_taken_apart(string resource, string type, string action, string actionName, IntegrationPattern pattern)
    {
        var arn = $"arn:aws:states:::{resource}";
        var task = State<TaskState>($$"""
            {"Type":"Task","Resource":"{{arn}}","Parameters":{"StateMachineArn":"x","TaskDefinition":"x","ApiEndpoint":"x","Method":"GET"},"End":true}
            """);
        Assert.Equal(new TaskResource.Integration(arn, type, action, actionName, pattern), task.Resource);
    }

    [Theory]
    [InlineData("createOrder")]
    [InlineData("${placeholder}")]
    [InlineData("arn:aws:lambda")]
    public void Resource_that_is_no_ARN_is_refused(string resource) => Assert.Equal(
        Schema("Value is not a valid resource ARN", "/States/S/Resource"),
        ErrorsOfState($$"""{"Type":"Task","Resource":"{{resource}}","End":true}"""));

    [Theory]
    [InlineData("arn:aws:states:::dynamodb:query")]
    [InlineData("arn:aws:states:::lambda:invoke.sync")]
    [InlineData("arn:aws:states:::glue:startJobRun.waitForTaskToken")]
    [InlineData("arn:aws:states:::batch:submitJob.sync:2")]
    [InlineData("arn:aws:states:::aws-sdk:s3:getObject.sync")]
    [InlineData("arn:aws:states:::aws-sdk:s3:GetObject")]
    [InlineData("arn:aws:states:::aws-sdk:s3:getObjekt")]
    [InlineData("arn:aws:states:::aws-sdk:stepfunctions:listExecutions")]
    [InlineData("arn:aws:states:::states:startExecution.sync:3")]
    [InlineData("arn:aws:states:us-east-1:111111111111:stateMachine:m")]
    [InlineData("arn:aws:lambda:us-east-1:111111111111:function:f:")]
    [InlineData("arn:aws:s3:::bucket")]
    public void Resource_that_the_service_does_not_know_is_refused(string arn) => Assert.Equal(
        Schema(
            $"The resource provided {arn} is not recognized."
            + " The value is not a valid resource ARN, or the resource is not available in this region.",
            "/States/S/Resource"),
        ErrorsOfState($$"""{"Type":"Task","Resource":"{{arn}}","Parameters":{},"End":true}"""));

    [Theory]
    [InlineData("dynamodb:batchGetItem")]
    [InlineData("sfn:startSyncExecution")]
    [InlineData("cloudwatchlogs:putLogEvents")]
    [InlineData("eventbridge:putEvents")]
    [InlineData("rds:describeDBInstances")]
    [InlineData("elasticloadbalancingv2:anyActionOfAServiceWithoutModelHere")]
    public void Action_of_an_AWS_service_is_known(string action) => Assert.IsType<TaskResource.Integration>(
        State<TaskState>($$"""{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:{{action}}","Parameters":{},"End":true}""").Resource);

    [Theory]
    [InlineData("", "Parameters field is required for resource ARN: arn:aws:states:::sqs:sendMessage at /States/S/Resource")]
    [InlineData("""
        "Parameters":{"QueueUrl.$":"$.q"},
        """, "The field 'MessageBody' is required but was missing at /States/S/Parameters")]
    public void Integration_needs_its_parameters(string parameters, string expected) => Assert.Equal(
        "SCHEMA_VALIDATION_FAILED: " + expected,
        ErrorsOfState($$"""{"Type":"Task","Resource":"arn:aws:states:::sqs:sendMessage",{{parameters}}"End":true}"""));

    [Theory]
    [InlineData("arn:aws:states:::ecs:runTask.sync", "Express state machine does not support '.sync' service integration")]
    [InlineData(
        "arn:aws:states:::lambda:invoke.waitForTaskToken",
        "Express state machine does not support '.waitForTaskToken' service integration ")]
    [InlineData("arn:aws:states:us-east-1:111111111111:activity:a", "Express state machine does not support Activity ARN")]
    public void Express_machine_cannot_wait_for_others(string arn, string message) => Assert.Equal(
        Schema(message, "/States/S/Resource"),
        ErrorsOfState(
            $$"""{"Type":"Task","Resource":"{{arn}}","Parameters":{"FunctionName":"f","TaskDefinition":"t"},"End":true}""",
            StateMachineType.Express));

    [Theory]
    [InlineData("\"TimeoutSeconds\":0", "Minimum value is 1 at /States/S/TimeoutSeconds")]
    [InlineData("\"TimeoutSeconds\":100000000", "Maximum value is 99999999 at /States/S/TimeoutSeconds")]
    [InlineData("\"TimeoutSeconds\":1e400", "Expected value of type Integer at /States/S/TimeoutSeconds")]
    [InlineData("\"TimeoutSeconds\":99999999999999999999", "Maximum value is 99999999 at /States/S/TimeoutSeconds")]
    [InlineData("\"TimeoutSeconds\":1.0", "Expected value of type Integer at /States/S/TimeoutSeconds")]
    [InlineData("\"TimeoutSeconds\":\"60\"", "Expected value of type Integer at /States/S/TimeoutSeconds")]
    [InlineData(
        "\"TimeoutSeconds\":60,\"TimeoutSecondsPath\":\"$.t\"",
        "There should only be one of the following fields: [TimeoutSeconds, TimeoutSecondsPath] at /States/S")]
    [InlineData(
        "\"HeartbeatSeconds\":6,\"HeartbeatSecondsPath\":\"$.t\"",
        "There should only be one of the following fields: [HeartbeatSeconds, HeartbeatSecondsPath] at /States/S")]
    [InlineData(
        "\"TimeoutSeconds\":6,\"HeartbeatSeconds\":6",
        "The value of 'HeartbeatSeconds' must be smaller than the value of 'TimeoutSeconds' at /States/S/HeartbeatSeconds")]
    [InlineData("\"TimeoutSecondsPath\":\"$$.Execution.Input.t\"", "Value is not a Reference Path at /States/S/TimeoutSecondsPath")]
    [InlineData("\"TimeoutSecondsPath\":\"$.a[*]\"", "Value is not a Reference Path at /States/S/TimeoutSecondsPath")]
    [InlineData(
        "\"TimeoutSecondsPath\":\"t\"",
        "Value is not a Reference Path: Reference path didn't start with '$' at /States/S/TimeoutSecondsPath")]
    public void Timeouts_are_checked(string fields, string expected) => Assert.Equal(
        "SCHEMA_VALIDATION_FAILED: " + expected, ErrorsOfState($$"""{"Type":"Task","Resource":"{{Function}}",{{fields}},"End":true}"""));

    [Fact]
    public void Credentials_of_what_the_service_does_not_call_hold_anything() => Assert.NotNull(State<TaskState>("""
        {"Type":"Task","Resource":"arn:aws:swf:us-east-1:111111111111:task:X","Credentials":{"a":1},"End":true}
        """).Credentials);

    [Theory]
    [InlineData(Function, "{}", "The field 'RoleArn' is required but was missing at /States/S/Credentials")]
    [InlineData(Function, "null", "Expected value of type Object at /States/S/Credentials")]
    [InlineData(
        "arn:aws:states:us-east-1:1:activity:a",
        """{"RoleArn":"r"}""",
        "The field 'Credentials' is not supported for activities at /States/S")]
    public void Credentials_name_a_role_and_are_not_for_activities(string arn, string credentials, string expected) => Assert.Equal(
        "SCHEMA_VALIDATION_FAILED: " + expected,
        ErrorsOfState($$"""{"Type":"Task","Resource":"{{arn}}","Credentials":{{credentials}},"End":true}"""));
}
