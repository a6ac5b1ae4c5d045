using System.Collections.Frozen;
using Stepwell.Json;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.States.Definition;

namespace Stepwell.Services.StepFunctions.Testing;

/// <summary>A context object that a request gives: which members it may have, and of what type.</summary>
/// <remarks>Step Functions developer guide, "Accessing execution data from the Context object"; texts as recorded from AWS.</remarks>
internal static class MockedContext
{
    private enum Member
    {
        Any,
        Text,
        Integer,
    }

    private static readonly FrozenDictionary<string, FrozenDictionary<string, Member>> Members =
        new Dictionary<string, FrozenDictionary<string, Member>>
        {
            ["Execution"] = Of(
                ("Id", Member.Text), ("Input", Member.Any), ("Name", Member.Text), ("RoleArn", Member.Text), ("StartTime", Member.Text),
                ("RedriveCount", Member.Integer), ("RedriveTime", Member.Text)),
            ["State"] = Of(("EnteredTime", Member.Text), ("Name", Member.Text), ("RetryCount", Member.Integer)),
            ["StateMachine"] = Of(("Id", Member.Text), ("Name", Member.Text)),
            ["Task"] = Of(("Token", Member.Text)),
        }.ToFrozenDictionary();

    public static JsonValue Read(string text, State state)
    {
        if (!JsonValue.TryParse(text, out var context, out _))
            throw Invalid("Context object must be valid JSON");
        if (!context.IsObject)
            throw Invalid("Context object must be a JSON object");
        foreach (var (name, value) in context.Members)
            Check(name, value);
        if (!context["Task"].IsMissing && !HasTask(state))
        {
            throw Invalid(
                "Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern");
        }
        return context;
    }

    private static void Check(string name, JsonValue value)
    {
        if (name == "Map")
            throw Invalid("'Map' field is not supported when mocking a Context object");
        if (!Members.TryGetValue(name, out var members))
            throw Invalid($"Field '{name}' is not allowed");
        if (!value.IsObject)
            throw Invalid($"{name} must be a object");
        foreach (var (inner, content) in value.Members)
        {
            if (!members.TryGetValue(inner, out var type))
                throw Invalid($"Field '{inner}' is not allowed");
            if (type == Member.Text && !content.IsString)
                throw Invalid($"{name}.{inner} must be a string");
            if (type == Member.Integer && !content.TryGetInt64(out _))
                throw Invalid($"{name}.{inner} must be a integer");
        }
    }

    private static bool HasTask(State state) =>
        state is TaskState { Resource: TaskResource.Integration { Pattern: not IntegrationPattern.RequestResponse } };

    private static FrozenDictionary<string, Member> Of(params ReadOnlySpan<(string Name, Member Type)> members)
    {
        var table = new Dictionary<string, Member>();
        foreach (var (name, type) in members)
            table[name] = type;
        return table.ToFrozenDictionary();
    }

    private static ValidationException Invalid(string why) => new($"Invalid Context object provided: {why}");
}
