using Stepwell.Integrations.Executions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Tests.Executions;

public sealed class ChildExecutionTests
{
    private static readonly ExecutionDescription Succeeded = new(
        "arn:e", "arn:m", "Child", "SUCCEEDED",
        DateTimeOffset.FromUnixTimeMilliseconds(1733089875458), DateTimeOffset.FromUnixTimeMilliseconds(1733092939260),
        Input: "{}", Output: """{"Arg1":"argument1"}""", Error: null, Cause: null,
        RedriveCount: 0, RedriveStatus: "NOT_REDRIVABLE", RedriveStatusReason: "Execution is SUCCEEDED and cannot be redriven");

    private static readonly ExecutionDescription Failed = Succeeded with
    {
        Status = "FAILED",
        Output = null,
        Error = "SomeFailure",
        Cause = "This state machine raises a 'SomeFailure' failure.",
        RedriveStatus = "REDRIVABLE",
        RedriveStatusReason = null,
    };

    [Fact]
    public void Sync_gives_input_and_output_as_text() => Assert.Equal(
        Tasks.Compact(
            """
            {
              "ExecutionArn": "arn:e",
              "Input": "{}", "InputDetails": { "Included": true },
              "Name": "Child",
              "Output": "{\"Arg1\":\"argument1\"}", "OutputDetails": { "Included": true },
              "RedriveCount": 0, "RedriveStatus": "NOT_REDRIVABLE", "RedriveStatusReason": "Execution is SUCCEEDED and cannot be redriven",
              "StartDate": 1733089875458,
              "StateMachineArn": "arn:m",
              "Status": "SUCCEEDED",
              "StopDate": 1733092939260
            }
            """),
        Tasks.Output(ChildExecution.Outcome(Succeeded, IntegrationPattern.Sync)).ToString());

    [Fact]
    public void Sync_2_gives_input_and_output_as_json()
    {
        var spaced = Succeeded with { Input = """{ "a" : 1 }""" };
        var output = Tasks.Output(ChildExecution.Outcome(spaced, IntegrationPattern.Sync2));
        Assert.Equal(("""{"a":1}""", """{"Arg1":"argument1"}"""), (output["Input"].ToString(), output["Output"].ToString()));
    }

    [Theory]
    [InlineData(IntegrationPattern.Sync)]
    [InlineData(IntegrationPattern.Sync2)]
    public void Failed_child_fails_the_task_with_its_description(IntegrationPattern pattern) => Assert.Equal(
        new TaskOutcome.Failed(
            "States.TaskFailed",
            Tasks.Compact(
                """
                {
                  "Cause": "This state machine raises a 'SomeFailure' failure.", "Error": "SomeFailure",
                  "ExecutionArn": "arn:e",
                  "Input": "{}", "InputDetails": { "Included": true },
                  "Name": "Child",
                  "RedriveCount": 0, "RedriveStatus": "REDRIVABLE",
                  "StartDate": 1733089875458,
                  "StateMachineArn": "arn:m",
                  "Status": "FAILED",
                  "StopDate": 1733092939260
                }
                """)),
        ChildExecution.Outcome(Failed, pattern));

    [Fact]
    public void Start_of_a_child_that_has_ended_already_is_shown_as_any_other()
    {
        var submitted = ChildExecution.Submitted(Succeeded, Guid.Empty, Succeeded.StopDate);
        Assert.Equal(("arn:e", "1733089875458"), (submitted["ExecutionArn"].GetString(), submitted["StartDate"].ToString()));
    }

    [Theory]
    [InlineData("TIMED_OUT")]
    [InlineData("ABORTED")]
    public void Child_that_was_cut_short_fails_the_task_too(string status)
    {
        var outcome = ChildExecution.Outcome(Failed with { Status = status, Error = null, Cause = null }, IntegrationPattern.Sync);
        Assert.Contains($"\"Status\":\"{status}\"", Assert.IsType<TaskOutcome.Failed>(outcome).Cause, StringComparison.Ordinal);
    }
}
