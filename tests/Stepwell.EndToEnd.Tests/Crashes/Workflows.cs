using System.Text.Json.Nodes;
using Stepwell.EndToEnd.Tests.Server;

namespace Stepwell.EndToEnd.Tests.Crashes;

/// <summary>The state machines and activities of the load. Tasks tell those who take them which execution they belong to.</summary>
internal sealed class Workflows
{
    /// <summary>A failure that a retrier takes care of.</summary>
    public const string Busy = "Busy";

    /// <summary>A failure that ends the execution.</summary>
    public const string Refused = "Refused";

    /// <summary>A worker that was lost with its task is noticed by its missing heartbeat.</summary>
    private const string Retry = """[{ "ErrorEquals": ["States.Timeout", "Busy"], "IntervalSeconds": 1, "MaxAttempts": 100000, "BackoffRate": 1 }]""";

    private const string StepsDefinition = """
        {
          "StartAt": "One",
          "States": {
            "One": { "Type": "Pass", "Next": "Two" },
            "Two": { "Type": "Choice", "Choices": [{ "Variable": "$.id", "IsString": true, "Next": "Three" }], "Default": "Three" },
            "Three": { "Type": "Pass", "Next": "Four" },
            "Four": { "Type": "Succeed" }
          }
        }
        """;

    /// <summary>Ends in the decision that starts it.</summary>
    public string Steps { get; private set; } = "";

    /// <summary>A task, a timer, and two tasks at once.</summary>
    public string Errand { get; private set; } = "";

    /// <summary>Waits for a token to come back that it gives to a courier.</summary>
    public string Callback { get; private set; } = "";

    /// <summary>Hands the token of its caller to a worker.</summary>
    public string Courier { get; private set; } = "";

    /// <summary>A distributed Map with a task for each item.</summary>
    public string Fan { get; private set; } = "";

    /// <summary>Express; starts <see cref="Steps"/> under the name in its input, by which is seen that it ran.</summary>
    public string Express { get; private set; } = "";

    /// <summary>The activity of all tasks but those of couriers.</summary>
    public string Work { get; private set; } = "";

    public string Delivery { get; private set; } = "";

    public IReadOnlyList<string> Standard => [Steps, Errand, Callback, Courier, Fan];

    /// <summary>Creates what is not there yet; what is there comes back as it was.</summary>
    public static async Task<Workflows> CreateAsync(StepFunctionsClient client)
    {
        var made = new Workflows
        {
            Work = await CreateActivityAsync(client, "work"),
            Delivery = await CreateActivityAsync(client, "delivery"),
            Steps = await CreateAsync(client, "steps", StepsDefinition),
        };
        made.Errand = await CreateAsync(client, "errand", ErrandDefinition(made.Work));
        made.Courier = await CreateAsync(client, "courier", CourierDefinition(made.Delivery));
        made.Callback = await CreateAsync(client, "callback", CallbackDefinition(made.Courier));
        made.Fan = await CreateAsync(client, "fan", FanDefinition(made.Work));
        made.Express = await CreateAsync(client, "express", ExpressDefinition(made.Steps), "EXPRESS");
        return made;
    }

    private static async Task<string> CreateActivityAsync(StepFunctionsClient client, string name) =>
        (await client.CallAsync("CreateActivity", new() { ["name"] = name })).Text("activityArn");

    private static async Task<string> CreateAsync(StepFunctionsClient client, string name, string definition, string type = "STANDARD")
    {
        var input = new JsonObject
        {
            ["name"] = name,
            ["definition"] = definition,
            ["roleArn"] = "arn:aws:iam::000000000000:role/test",
            ["type"] = type,
        };
        return (await client.CallAsync("CreateStateMachine", input)).Text("stateMachineArn");
    }

    private static string Task(string activity) => $$"""
        "Type": "Task", "Resource": "{{activity}}", "Parameters": { "execution.$": "$$.Execution.Id" }, "HeartbeatSeconds": 2, "Retry": {{Retry}}
        """;

    private static string ErrandDefinition(string activity) => $$"""
        {
          "StartAt": "First",
          "States": {
            "First": { {{Task(activity)}}, "ResultPath": "$.first", "Next": "Pause" },
            "Pause": { "Type": "Wait", "Seconds": 1, "Next": "Both" },
            "Both": {
              "Type": "Parallel",
              "Branches": [
                { "StartAt": "Left", "States": { "Left": { {{Task(activity)}}, "End": true } } },
                { "StartAt": "Right", "States": { "Right": { {{Task(activity)}}, "End": true } } }
              ],
              "ResultPath": "$.both",
              "Next": "Done"
            },
            "Done": { "Type": "Succeed" }
          }
        }
        """;

    private static string CallbackDefinition(string courier) => $$"""
        {
          "StartAt": "Ask",
          "States": {
            "Ask": {
              "Type": "Task",
              "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
              "Parameters": {
                "StateMachineArn": "{{courier}}",
                "Input": { "token.$": "$$.Task.Token", "caller.$": "$$.Execution.Id" }
              },
              "HeartbeatSeconds": 4,
              "Retry": {{Retry}},
              "ResultPath": "$.answer",
              "End": true
            }
          }
        }
        """;

    private static string CourierDefinition(string activity) => $$"""
        {
          "StartAt": "Carry",
          "States": {
            "Carry": {
              "Type": "Task",
              "Resource": "{{activity}}",
              "Parameters": { "execution.$": "$$.Execution.Id", "token.$": "$.token", "caller.$": "$.caller" },
              "HeartbeatSeconds": 2,
              "Retry": {{Retry}},
              "End": true
            }
          }
        }
        """;

    private static string FanDefinition(string activity) => $$"""
        {
          "StartAt": "Each",
          "States": {
            "Each": {
              "Type": "Map",
              "ItemsPath": "$.items",
              "ItemSelector": { "item.$": "$$.Map.Item.Value" },
              "ItemProcessor": {
                "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
                "StartAt": "Item",
                "States": { "Item": { {{Task(activity)}}, "ResultPath": "$.result", "End": true } }
              },
              "ResultPath": "$.results",
              "End": true
            }
          }
        }
        """;

    private static string ExpressDefinition(string steps) => $$"""
        {
          "StartAt": "Effect",
          "States": {
            "Effect": {
              "Type": "Task",
              "Resource": "arn:aws:states:::states:startExecution",
              "Parameters": { "StateMachineArn": "{{steps}}", "Name.$": "$.id", "Input.$": "$" },
              "End": true
            }
          }
        }
        """;
}
