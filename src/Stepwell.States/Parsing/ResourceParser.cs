using System.Text.RegularExpressions;
using Stepwell.States.Definition;

namespace Stepwell.States.Parsing;

/// <summary>A Task's Resource, and what the resource asks of the state's Parameters.</summary>
public static partial class ResourceParser
{
    private const string Unrecognized = "The value is not a valid resource ARN, or the resource is not available in this region.";

    internal static TaskResource? Read(StateScope state)
    {
        var fields = state.Fields;
        if (fields.Text("Resource") is not { } arn) return null;
        if (Of(arn) is not { } resource)
        {
            fields.Refuse("Resource", WhyNot(arn));
            return null;
        }

        if (state.Type == StateMachineType.Express) RefuseInExpress(resource, fields);
        if (resource is TaskResource.Integration integration) CheckParameters(integration, fields);
        return resource;
    }

    /// <summary>Null when the service refuses the ARN.</summary>
    public static TaskResource? Of(string arn) => ServiceOf(arn) switch
    {
        "states" => Activity().IsMatch(arn) ? new TaskResource.Activity(arn) : IntegrationOf(arn),
        "lambda" => Function().IsMatch(arn) ? new TaskResource.Function(arn) : null,
        "swf" => SimpleWorkflow().IsMatch(arn) ? new TaskResource.Other(arn) : null,
        _ => null,
    };

    /// <summary>The third part of an ARN.</summary>
    private static ReadOnlySpan<char> ServiceOf(ReadOnlySpan<char> arn)
    {
        Span<Range> parts = stackalloc Range[4];
        return arn.Split(parts, ':') == parts.Length ? arn[parts[2]] : default;
    }

    private static TaskResource.Integration? IntegrationOf(string arn)
    {
        if (Integration().Match(arn) is not { Success: true } match) return null;
        var type = match.Groups["type"].Value;
        var action = match.Groups["action"].Value;
        return Integrations.PatternOf(type, action, match.Groups["suffix"].Value) is { } pattern
            ? new TaskResource.Integration(arn, type, action + match.Groups["suffix"].Value, action, pattern)
            : null;
    }

    private static string WhyNot(string arn) => Arn().IsMatch(arn)
        ? $"The resource provided {arn} is not recognized. {Unrecognized}"
        : "Value is not a valid resource ARN";

    /// <summary>The blank at the end of one text is the service's.</summary>
    private static void RefuseInExpress(TaskResource resource, Fields fields)
    {
        var message = resource switch
        {
            TaskResource.Activity => "Express state machine does not support Activity ARN",
            TaskResource.Integration { Pattern: IntegrationPattern.Sync or IntegrationPattern.Sync2 } =>
                "Express state machine does not support '.sync' service integration",
            TaskResource.Integration { Pattern: IntegrationPattern.WaitForTaskToken } =>
                "Express state machine does not support '.waitForTaskToken' service integration ",
            _ => null,
        };
        if (message is not null) fields.Refuse("Resource", message);
    }

    private static void CheckParameters(TaskResource.Integration integration, Fields fields)
    {
        var name = fields.Language == QueryLanguage.Jsonata ? "Arguments" : "Parameters";
        if (!fields.Has(name))
        {
            fields.Refuse("Resource", $"{name} field is required for resource ARN: {integration.Arn}");
            return;
        }

        if (!fields[name].IsObject || fields.Object(name) is not { } parameters) return;
        foreach (var required in Integrations.RequiredParametersOf(integration))
        {
            if (!parameters.Has(required) && !parameters.Has(required + ".$"))
                parameters.Refuse($"The field '{required}' is required but was missing");
        }
    }

    [GeneratedRegex(@"\Aarn:[^:\s]*:[^:\s]*:[^:\s]*:[^:\s]*:.+\z", RegexOptions.Singleline)]
    private static partial Regex Arn();

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:states:[^:\s]+:[0-9]+:activity:[^:\s]+\z")]
    private static partial Regex Activity();

    /// <summary>Placeholders for region and account are the service's to meet at run time. Recorded from AWS.</summary>
    [GeneratedRegex(@"\Aarn:aws[a-z-]*:lambda:[^:\s]*:[^:\s]*:function:[A-Za-z0-9_-]+(:(\$LATEST|[A-Za-z0-9_-]+))?\z")]
    private static partial Regex Function();

    /// <summary>The language's own examples name such tasks; nothing can run them.</summary>
    [GeneratedRegex(@"\Aarn:aws[a-z-]*:swf:[^:\s]+:[0-9]+:task:[^:\s]+\z")]
    private static partial Regex SimpleWorkflow();

    [GeneratedRegex(
        @"\Aarn:aws[a-z-]*:states:[^:\s]*:[0-9]*:(?<type>(aws-sdk:)?[a-z0-9-]+):" +
        @"(?<action>[a-z][A-Za-z0-9]*)(?<suffix>\.[A-Za-z]+(:[0-9]+)?)?\z")]
    private static partial Regex Integration();
}
