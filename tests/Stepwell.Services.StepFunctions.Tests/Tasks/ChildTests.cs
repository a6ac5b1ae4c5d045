using Stepwell.Json;
using Stepwell.Services.StepFunctions.Tests.Support;
using static Stepwell.Services.StepFunctions.Tests.Support.Calls;

namespace Stepwell.Services.StepFunctions.Tests.Tasks;

/// <summary>Executions that start executions.</summary>
public sealed class ChildTests
{
    private const string Child = "arn:aws:states:us-east-1:000000000000:stateMachine:child";
    private const string Start = "arn:aws:states:::states:startExecution";

    [Fact]
    public async Task Without_a_suffix_the_parent_goes_on_at_once()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Waiting(60), "child");
        var parent = await server.Run(Parent("", "{}"));
        var output = JsonValue.Parse((await server.End(parent)).Output!);
        Assert.Equal("RUNNING", (await server.Describe(output["ExecutionArn"].GetString())).Status);
    }

    [Fact]
    public async Task Sync_waits_for_the_end_and_shows_the_output_as_text()
    {
        await using var server = await Server.Start();
        var (parent, child) = await Started(server, ".sync", Waiting(60));
        Assert.Equal("RUNNING", (await server.Describe(parent)).Status);
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        var output = JsonValue.Parse((await server.End(parent)).Output!);
        Assert.Equal((child, "SUCCEEDED", "{\"n\":1}"), (output["ExecutionArn"].GetString(), output["Status"].GetString(), output["Output"].GetString()));
        Assert.Equal(
            [
                "ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskSucceeded", "TaskStateExited",
                "ExecutionSucceeded",
            ],
            await server.Types(parent));
    }

    [Fact]
    public async Task Sync2_shows_the_output_as_JSON()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass, "child");
        var output = JsonValue.Parse((await server.End(await server.Run(Parent(".sync:2", """{"n":1}""")))).Output!);
        Assert.Equal("""{"n":1}""", output["Output"].ToString());
    }

    [Fact]
    public async Task A_child_starts_later_when_the_store_cannot_be_read_at_first()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Pass, "child");
        var parent = await server.Run($$"""
            {
              "StartAt": "Wait",
              "States": {
                "Wait": { "Type": "Wait", "Seconds": 60, "Next": "Start" },
                "Start": { "Type": "Task", "Resource": "{{Start}}", "Parameters": { "StateMachineArn": "{{Child}}" }, "End": true }
              }
            }
            """);
        server.FailNextRead();
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        await server.Until("the failing read", () => Task.FromResult(!server.FailsNextRead));
        await server.Until("the end", async () =>
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await server.Describe(parent)).Status != "RUNNING";
        });
        Assert.Equal("SUCCEEDED", (await server.Describe(parent)).Status);
    }

    [Fact]
    public async Task A_child_that_fails_fails_the_task_with_its_description()
    {
        await using var server = await Server.Start();
        await server.CreateMachine("""{"StartAt":"F","States":{"F":{"Type":"Fail","Error":"E","Cause":"c"}}}""", "child");
        var described = await server.End(await server.Run(Parent(".sync:2", "1")));
        Assert.Equal("States.TaskFailed", described.Error);
        var cause = JsonValue.Parse(described.Cause!);
        Assert.Equal(("FAILED", "E", "c"), (cause["Status"].GetString(), cause["Error"].GetString(), cause["Cause"].GetString()));
    }

    [Theory]
    [InlineData(".sync")]
    [InlineData(".sync:2")]
    public async Task Stopping_the_parent_stops_the_child_it_waits_for(string pattern)
    {
        await using var server = await Server.Start();
        var (parent, child) = await Started(server, pattern, Waiting(60));
        await server.Service.StopExecution(new() { ExecutionArn = parent }, server.Context);
        Assert.Equal("ABORTED", (await server.End(child)).Status);
    }

    [Fact]
    public async Task A_task_that_times_out_stops_its_child_too()
    {
        await using var server = await Server.Start();
        var (parent, child) = await Started(server, ".sync:2", Waiting(60), ",\"TimeoutSeconds\":10");
        server.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("States.Timeout", (await server.End(parent)).Error);
        Assert.Equal("ABORTED", (await server.End(child)).Status);
    }

    [Fact]
    public async Task A_stopped_child_fails_its_parent()
    {
        await using var server = await Server.Start();
        var (parent, child) = await Started(server, ".sync", Waiting(60));
        await server.Service.StopExecution(new() { ExecutionArn = child, Error = "E" }, server.Context);
        var described = await server.End(parent);
        Assert.Equal(("FAILED", "States.TaskFailed", "ABORTED"), (described.Status, described.Error, JsonValue.Parse(described.Cause!)["Status"].GetString()));
    }

    [Fact]
    public async Task A_parent_waits_for_its_child_across_restarts()
    {
        await using var server = await Server.Start();
        var (parent, _) = await Started(server, ".sync:2", Waiting(60));
        await server.Restart();
        server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("SUCCEEDED", (await server.End(parent)).Status);
    }

    [Fact]
    public async Task A_child_gets_the_token_of_a_task_that_waits_for_it()
    {
        await using var server = await Server.Start();
        await server.CreateMachine(Waiting(60), "child");
        var parent = await server.Run($$$"""
            {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{{Start}}}.waitForTaskToken","End":true,
             "Parameters":{"StateMachineArn":"{{{Child}}}","Name":"kid","Input":{"token.$":"$$.Task.Token"} } } } }
            """);
        await server.UntilShown(parent, "TaskSubmitted");
        var child = await server.Describe(parent.Replace(":machine:run", ":child:kid", StringComparison.Ordinal));
        await server.Restart();
        await server.Succeed(JsonValue.Parse(child.Input!)["token"].GetString(), "\"called back\"");
        Assert.Equal("\"called back\"", (await server.End(parent)).Output);
    }

    [Fact]
    public async Task A_child_machine_that_does_not_exist_fails_the_task()
    {
        await using var server = await Server.Start();
        var described = await server.End(await server.Run(Parent(".sync:2", "1")));
        Assert.Equal(("FAILED", "StepFunctions.StateMachineDoesNotExistException"), (described.Status, described.Error));
        Assert.StartsWith($"State Machine Does Not Exist: '{Child}' (Service: AWSStepFunctions; Status Code: 400;", described.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_is_taken_fails_the_task()
    {
        await using var server = await Server.Start();
        await server.StartExecution(await server.CreateMachine(Pass, "child"), "kid");
        var described = await server.End(await server.Run(Parent("", "1", ",\"Name\":\"kid\"")));
        Assert.Equal("StepFunctions.ExecutionAlreadyExistsException", described.Error);
    }

    [Theory]
    [InlineData(1_500, "SUCCEEDED")]
    [InlineData(2_000, "FAILED")]
    public async Task The_output_of_a_child_may_nest_as_deep_as_data_can_be_kept(int depth, string status)
    {
        await using var server = await Server.Start();
        var states = new List<string>();
        for (int left = depth - 1, number = 0; left > 0; left -= 900, number++)
        {
            var levels = Math.Min(left, 900);
            var template = string.Concat(Enumerable.Repeat("{\"a\":", levels - 1)) + "{\"x.$\":\"$\"}" + new string('}', levels - 1);
            var next = left > 900 ? $"\"Next\":\"S{number + 1}\"" : "\"End\":true";
            states.Add($$"""  "S{{number}}":{"Type":"Pass","Parameters":{{template}},{{next}}} """);
        }
        await server.CreateMachine("{\"StartAt\":\"S0\",\"States\":{" + string.Join(',', states) + "}}", "child");
        var described = await server.End(await server.Run(Parent(".sync:2", "{}")));
        Assert.Equal((status, status == "FAILED" ? "States.Runtime" : null), (described.Status, described.Error));
    }

    private static string Parent(string pattern, string input, string parameters = "", string fields = "") => $$"""
        {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"{{Start}}{{pattern}}"{{fields}},"End":true,
         "Parameters":{"StateMachineArn":"{{Child}}","Input":{{input}}{{parameters}} } } } }
        """;

    /// <summary>A parent that waits for a running child of the name kid.</summary>
    private static async Task<(string Parent, string Child)> Started(Server server, string pattern, string definition, string fields = "")
    {
        await server.CreateMachine(definition, "child");
        var parent = await server.Run(Parent(pattern, """{"n":1}""", ",\"Name\":\"kid\"", fields));
        await server.UntilShown(parent, "TaskSubmitted");
        return (parent, parent.Replace(":machine:run", ":child:kid", StringComparison.Ordinal));
    }
}
