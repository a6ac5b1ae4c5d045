using Stepwell.Json;
using Stepwell.States.Engine;
using Stepwell.States.Events;

namespace Stepwell.States.Tests.Engine;

public sealed class TaskTests
{
    [Fact]
    public void An_activity_waits_for_a_worker_to_start_and_end_it()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","Next":"E"},"E":{"Type":"Succeed"} """, """{"n":1}""");
        var task = Assert.IsType<Effect.ScheduleTask>(Assert.Single(run.Effects)).Task;
        Assert.Equal(("token-1-3", 3L, TaskPhase.Scheduled), (task.Scheduled.Token, task.TaskId, task.Phase));
        Assert.Null(run.Execution.NextDue());
        run.Take("T").Succeed("T", "[1]");
        Assert.Equal(
            [
                "1 0 ExecutionStarted", "2 0 TaskStateEntered T", "3 2 ActivityScheduled", "4 3 ActivityStarted", "5 4 ActivitySucceeded",
                "6 5 TaskStateExited T", "7 6 SucceedStateEntered E", "8 7 SucceedStateExited E", "9 8 ExecutionSucceeded",
            ],
            run.History);
        Assert.Equal("[1]", run.Output);
        Assert.False(Assert.Single(run.Effects.OfType<Effect.EndTask>()).IsAbandoned);
    }

    [Theory]
    [InlineData(Run.Function, "LambdaFunction", false)]
    [InlineData("arn:aws:states:::aws-sdk:sqs:listQueues", "Task", false)]
    [InlineData(Run.Callback, "Task", true)]
    public void Other_tasks_start_as_they_are_scheduled_and_only_callbacks_have_a_token(string resource, string family, bool hasToken)
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{resource}}","Parameters":{{Run.Message}},"End":true} """);
        Assert.Equal(["1 0 ExecutionStarted", "2 0 TaskStateEntered T", $"3 2 {family}Scheduled", $"4 3 {family}Started"], run.History);
        var task = Assert.IsType<Pending.Task>(run.Execution.Root!.Pending);
        Assert.Equal(TaskPhase.Started, task.Phase);
        Assert.Equal(hasToken ? "token-1-3" : "", task.Scheduled.Token);
    }

    [Fact]
    public void A_callback_is_submitted_and_then_waits_for_its_token()
    {
        var run = Run.Of($$$"""
            "T":{"Type":"Task","Resource":"{{{Run.Callback}}}","Parameters":{"QueueUrl":"q","MessageBody":{"token.$":"$$.Task.Token"}},"End":true}
            """);
        var task = (Pending.Task)run.Execution.Root!.Pending;
        Assert.Equal("""{"QueueUrl":"q","MessageBody":{"token":"token-1-3"}}""", task.Scheduled.Parameters.ToString());
        run.Send(new Command.SubmitTask(1, JsonValue.Parse("""{"MessageId":"m"}""")));
        Assert.Equal(TaskPhase.Submitted, ((Pending.Task)run.Execution.Root!.Pending).Phase);
        Assert.Equal("true", run.Succeed("T", "true").Output);
        Assert.Equal(["5 4 TaskSubmitted", "6 5 TaskSucceeded", "7 6 TaskStateExited T", "8 7 ExecutionSucceeded"], run.History[4..]);
    }

    [Fact]
    public void A_failure_that_nothing_handles_fails_the_execution()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} """).Take("T").Fail("T", "E", "c");
        Assert.Equal((ExecutionStatus.Failed, "E: c"), (run.Status, run.Failure));
        Assert.Equal(["5 4 ActivityFailed", "6 5 ExecutionFailed"], run.History[4..]);
    }

    [Fact]
    public void A_failure_may_come_without_error_and_cause()
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Activity}}","End":true} """).Take("T").Fail("T", null, null);
        Assert.Equal((ExecutionStatus.Failed, null, null), (run.Status, run.Execution.Error, run.Execution.Cause));
    }

    [Theory]
    [InlineData(TaskFailureKind.SubmitFailed, "5 4 TaskSubmitFailed")]
    [InlineData(TaskFailureKind.StartFailed, "5 4 TaskStartFailed")]
    public void The_kind_of_failure_names_the_event(TaskFailureKind kind, string line)
    {
        var run = Run.Of($$""" "T":{"Type":"Task","Resource":"{{Run.Callback}}","Parameters":{{Run.Message}},"End":true} """);
        Assert.Equal(line, run.Send(new Command.FailTask(1, kind, "E", "c")).History[4]);
    }

    [Fact]
    public void An_activity_that_does_not_exist_fails_the_execution_for_good()
    {
        var run = Run.Of($$"""
            "W":{"Type":"Wait","Seconds":1,"Next":"T"},
            "T":{"Type":"Task","Resource":"{{Run.Activity}}","Catch":[{"ErrorEquals":["States.ALL"],"Next":"W"}],"End":true}
            """);
        run.ActivityExists = false;
        run.Advance(1);
        Assert.Equal(
            $"States.Runtime: An error occurred while executing the state 'T' (entered at the event id #4). The activity {Run.Activity} does not exist.",
            run.Failure);
    }

    [Fact]
    public void Credentials_are_evaluated_and_kept_with_the_task()
    {
        var run = Run.Of($$$"""
            "T":{"Type":"Task","Resource":"{{{Run.Function}}}","Credentials":{"RoleArn.$":"$.role"},"End":true}
            """, """{"role":"arn:aws:iam::000000000000:role/x"}""");
        Assert.Equal("""{"RoleArn":"arn:aws:iam::000000000000:role/x"}""", ((Pending.Task)run.Execution.Root!.Pending).Scheduled.Credentials.ToString());
    }
}
