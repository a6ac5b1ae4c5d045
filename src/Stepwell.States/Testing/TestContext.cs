using Stepwell.Json;
using Stepwell.States.Definition;
using Stepwell.States.Engine;

namespace Stepwell.States.Testing;

/// <summary>The context object of a state under test where the caller gives none: that of an Express execution made up for it.</summary>
internal static class TestContext
{
    /// <summary>The state's name in the context object, whatever it is called in the definition. Recorded from AWS.</summary>
    public const string StateName = "StateName";

    public static JsonValue Build(ExecutionIdentity identity, Frame frame, State state, string token, Inspection inspection)
    {
        var context = new JsonObjectBuilder();
        context.Add("Execution", ExecutionOf(identity));
        context.Add("StateMachine", MachineOf(identity));
        context.Add("State", StateOf(frame, state, inspection));
        if (token.Length > 0)
            context.Add("Task", JsonValue.EmptyObject.With("Token", JsonValue.String(token)));
        // The state's input is taken for the first item.
        if (inspection.Around.OfType<MapState>().FirstOrDefault() is not null)
            context.Add("Map", ContextObject.Map(0, frame.Value));
        return context.Build();
    }

    private static JsonValue ExecutionOf(ExecutionIdentity identity)
    {
        var execution = new JsonObjectBuilder();
        execution.Add("Id", JsonValue.String(identity.ExecutionArn));
        execution.Add("Input", identity.Input);
        execution.Add("Name", JsonValue.String(identity.Name));
        execution.Add("RoleArn", identity.RoleArn.Length > 0 ? JsonValue.String(identity.RoleArn) : JsonValue.Null);
        execution.Add("StartTime", JsonValue.String(Timestamps.Format(identity.StartTime)));
        return execution.Build();
    }

    private static JsonValue MachineOf(ExecutionIdentity identity) => JsonValue.EmptyObject
        .With("Id", JsonValue.String(identity.StateMachineArn))
        .With("Name", JsonValue.String(identity.StateMachineName));

    private static JsonValue StateOf(Frame frame, State state, Inspection inspection)
    {
        var shown = new JsonObjectBuilder();
        shown.Add("Name", JsonValue.String(StateName));
        shown.Add("EnteredTime", JsonValue.String(Timestamps.Format(frame.EnteredTime)));
        if (state is TaskState or ParallelState or MapState)
            shown.Add("RetryCount", JsonValue.Number(inspection.RetriesUsed));
        return shown.Build();
    }
}
