using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

internal static class TaskParser
{
    public static TaskState? Parse(StateScope state)
    {
        var fields = state.Fields;
        var resource = ResourceParser.Read(state);
        var flow = FlowParser.Read(state);
        var timeout = Seconds(fields, "TimeoutSeconds");
        var heartbeat = Seconds(fields, "HeartbeatSeconds");
        if (heartbeat is SecondsField.Literal { Seconds: var beat } && timeout is SecondsField.Literal { Seconds: var end } && beat >= end)
            fields.Refuse("HeartbeatSeconds", "The value of 'HeartbeatSeconds' must be smaller than the value of 'TimeoutSeconds'");
        CheckCredentials(fields, resource);
        var credentials = TemplateParser.Field(fields, "Credentials");
        var errors = ErrorHandlingParser.Read(state);
        var transition = state.ReadTransition();
        return resource is null || transition is null
            ? null
            : new TaskState(state.Name, state.Comment, flow, resource, timeout, heartbeat, credentials, errors, transition);
    }

    private static SecondsField? Seconds(Fields fields, string name)
    {
        var pathName = name + "Path";
        if (!fields.AtMostOne(name, pathName)) return null;
        if (JsonataParser.Expression(fields, name) is { } template) return new SecondsField.Jsonata(template);
        if (fields.Integer(name, minimum: 1) is { } seconds) return new SecondsField.Literal(seconds);
        return PathParser.Reference(fields, pathName) is { } path ? new SecondsField.At(path) : null;
    }

    /// <summary>What credentials hold, the language leaves open; the services that Step Functions calls take a role.</summary>
    private static void CheckCredentials(Fields fields, TaskResource? resource)
    {
        if (!fields.Has("Credentials") || fields.IsExpression("Credentials") || fields.Object("Credentials") is not { } credentials) return;
        if (resource is TaskResource.Activity) fields.Refuse("The field 'Credentials' is not supported for activities");
        else if (resource is not TaskResource.Other && !credentials.Has("RoleArn") && !credentials.Has("RoleArn.$"))
            credentials.Refuse("The field 'RoleArn' is required but was missing");
    }
}
