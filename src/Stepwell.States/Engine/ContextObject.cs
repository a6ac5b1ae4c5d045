using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.States.Engine;

/// <summary>What <c>$$</c> selects from.</summary>
/// <remarks>Step Functions developer guide, "Accessing execution data from the Context object".</remarks>
internal static class ContextObject
{
    public static JsonValue Build(Execution execution, Frame frame, State state, string token)
    {
        var identity = execution.Identity!;
        var context = new JsonObjectBuilder();
        context.Add("Execution", ExecutionOf(execution, identity));
        context.Add("StateMachine", Object(("Id", JsonValue.String(identity.StateMachineArn)), ("Name", JsonValue.String(identity.StateMachineName))));
        context.Add("State", StateOf(frame, state));
        if (token.Length > 0)
            context.Add("Task", Object(("Token", JsonValue.String(token))));
        if (IterationAround(execution, frame) is { } iteration)
            context.Add("Map", Map(iteration.Index, iteration.Item));
        return context.Build();
    }

    /// <summary>The context with the item that an item selector is about to be evaluated for.</summary>
    public static JsonValue WithItem(JsonValue context, int index, JsonValue item) => context.With("Map", Map(index, item));

    private static JsonValue ExecutionOf(Execution execution, ExecutionIdentity identity)
    {
        var shown = Object(
            ("Id", JsonValue.String(identity.ExecutionArn)),
            ("Input", identity.Input),
            ("StartTime", JsonValue.String(Timestamps.Format(identity.StartTime))),
            ("Name", JsonValue.String(identity.Name)),
            ("RoleArn", JsonValue.String(identity.RoleArn)),
            ("RedriveCount", JsonValue.Number(execution.RedriveCount)));
        return execution.RedrivenAt is { } time ? shown.With("RedriveTime", JsonValue.String(Timestamps.Format(time))) : shown;
    }

    /// <summary>Recordings of AWS have a retry count where Retry is possible, from 0 on, and none in other states.</summary>
    private static JsonValue StateOf(Frame frame, State state)
    {
        var shown = new JsonObjectBuilder();
        shown.Add("Name", JsonValue.String(state.Name));
        shown.Add("EnteredTime", JsonValue.String(Timestamps.Format(frame.EnteredTime)));
        if (state is TaskState or ParallelState or MapState)
            shown.Add("RetryCount", JsonValue.Number(frame.RetryCount));
        return shown.Build();
    }

    public static Frame? IterationAround(Execution execution, Frame? frame)
    {
        while (frame is not null && frame.Item.IsMissing)
            frame = execution.Find(frame.ParentId);
        return frame;
    }

    public static JsonValue Map(int index, JsonValue item) =>
        Object(("Item", Object(("Index", JsonValue.Number(index)), ("Value", item))));

    private static JsonValue Object(params ReadOnlySpan<(string Name, JsonValue Value)> members)
    {
        var builder = new JsonObjectBuilder();
        foreach (var (name, value) in members)
            builder.Add(name, value);
        return builder.Build();
    }
}
