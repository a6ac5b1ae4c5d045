using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Tests;

/// <summary>Requests as the engine would make them.</summary>
internal static class Tasks
{
    public const string ExecutionArn = "arn:aws:states:us-east-1:123456789012:execution:Parent:p1";

    public static TaskRequest Http(string parameters, string? traceHeader = null) =>
        Request("http", "invoke", IntegrationPattern.RequestResponse, parameters, traceHeader);

    public static TaskRequest StartExecution(IntegrationPattern pattern, string parameters, string? traceHeader = null) =>
        Request("states", "startExecution", pattern, parameters, traceHeader);

    public static TaskRequest Sdk(string action, string parameters, IntegrationPattern pattern = IntegrationPattern.RequestResponse) =>
        Request("aws-sdk:sfn", action, pattern, parameters, traceHeader: null);

    public static TaskRequest Request(string type, string action, IntegrationPattern pattern, string parameters, string? traceHeader) => new(
        new TaskResource.Integration($"arn:aws:states:::{type}:{action}", type, action, action, pattern),
        JsonValue.Parse(parameters),
        ExecutionArn,
        "Call",
        "123456789012",
        "us-east-1",
        "arn:aws:iam::123456789012:role/parent",
        "key-1",
        traceHeader);

    /// <summary>The compact text of JSON that is laid out for reading.</summary>
    public static string Compact(string json) => JsonValue.Parse(json).Compact().ToString();

    public static JsonValue Output(TaskOutcome outcome) => outcome switch
    {
        TaskOutcome.Succeeded succeeded => succeeded.Output,
        TaskOutcome.Submitted submitted => submitted.Output,
        _ => throw new Xunit.Sdk.XunitException($"Expected an output but the outcome is {outcome}"),
    };
}
