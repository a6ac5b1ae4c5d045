using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Executions;

/// <summary>What the end of a child execution means to the task that started it with <c>.sync</c> or <c>.sync:2</c>.</summary>
public static class ChildExecution
{
    /// <summary>Outputs are computed and may nest deeper than what clients may send.</summary>
    private static readonly JsonParseOptions Deep = new() { MaxDepth = JsonDepthException.MaxDepth };

    /// <summary>
    /// Success: the child's description, with Input and Output as text (<c>.sync</c>) or as JSON (<c>.sync:2</c>).
    /// Anything else: <c>States.TaskFailed</c> with the description as the cause. Names are sorted, dates are milliseconds since 1970.
    /// </summary>
    public static TaskOutcome Outcome(ExecutionDescription child, IntegrationPattern pattern)
    {
        if (child.Status != "SUCCEEDED")
            return new TaskOutcome.Failed(ErrorNames.TaskFailed, Describe(child, JsonValue.String).ToString());
        try
        {
            return new TaskOutcome.Succeeded(
                Describe(child, pattern is IntegrationPattern.Sync2 ? text => JsonValue.Parse(text, Deep).Compact() : JsonValue.String));
        }
        catch (JsonDepthException tooDeep)
        {
            return new TaskOutcome.Failed(ErrorNames.Runtime, tooDeep.Message);
        }
    }

    /// <summary>
    /// What TaskSubmitted shows of the start of a child, for a task that learns of the end before it has learnt of the start.
    /// </summary>
    public static JsonValue Submitted(ExecutionDescription child, Guid requestId, DateTimeOffset now) =>
        StartedOutput.Of(new StartExecutionResult.Started(child.ExecutionArn, child.StartDate), requestId, now);

    private static JsonValue Describe(ExecutionDescription child, Func<string, JsonValue> payload)
    {
        var included = JsonValue.EmptyObject.With("Included", JsonValue.True);
        var description = new JsonObjectBuilder();
        description.Add("Cause", Text(child.Cause));
        description.Add("Error", Text(child.Error));
        description.Add("ExecutionArn", Text(child.ExecutionArn));
        description.Add("Input", payload(child.Input));
        description.Add("InputDetails", included);
        description.Add("Name", Text(child.Name));
        description.Add("Output", child.Output is null ? default : payload(child.Output));
        description.Add("OutputDetails", child.Output is null ? default : included);
        description.Add("RedriveCount", JsonValue.Number(child.RedriveCount));
        description.Add("RedriveStatus", Text(child.RedriveStatus));
        description.Add("RedriveStatusReason", Text(child.RedriveStatusReason));
        description.Add("StartDate", JsonValue.Number(child.StartDate.ToUnixTimeMilliseconds()));
        description.Add("StateMachineAliasArn", Text(child.StateMachineAliasArn));
        description.Add("StateMachineArn", Text(child.StateMachineArn));
        description.Add("StateMachineVersionArn", Text(child.StateMachineVersionArn));
        description.Add("Status", Text(child.Status));
        description.Add("StopDate", JsonValue.Number(child.StopDate.ToUnixTimeMilliseconds()));
        description.Add("TraceHeader", Text(child.TraceHeader));
        return description.Build();
    }

    // A missing value adds no member.
    private static JsonValue Text(string? text) => text is null ? default : JsonValue.String(text);
}
