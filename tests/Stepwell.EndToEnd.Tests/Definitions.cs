namespace Stepwell.EndToEnd.Tests;

/// <summary>The workflows that the tests drive.</summary>
internal static class Definitions
{
    public const string Hello =
        """{"StartAt":"Hello","States":{"Hello":{"Type":"Pass","Result":"world","ResultPath":"$.hello","End":true}}}""";

    /// <summary>
    /// Waits for a worker twice, the second time twice at once, with a pause between. A worker that took a task and died is noticed
    /// by its missing heartbeat, and the task is handed out again.
    /// </summary>
    public static string Chain(string activityArn)
    {
        var task = $$"""
            "Type": "Task", "Resource": "{{activityArn}}", "HeartbeatSeconds": 3,
            "Retry": [{ "ErrorEquals": ["States.Timeout"], "IntervalSeconds": 1, "MaxAttempts": 5, "BackoffRate": 1 }]
            """;
        return $$"""
            {
              "StartAt": "First",
              "States": {
                "First": { {{task}}, "ResultPath": "$.first", "Next": "Pause" },
                "Pause": { "Type": "Wait", "Seconds": 1, "Next": "Both" },
                "Both": {
                  "Type": "Parallel",
                  "Branches": [
                    { "StartAt": "Left", "States": { "Left": { {{task}}, "End": true } } },
                    { "StartAt": "Right", "States": { "Right": { {{task}}, "End": true } } }
                  ],
                  "ResultPath": "$.both",
                  "Next": "Done"
                },
                "Done": { "Type": "Succeed" }
              }
            }
            """;
    }
}
