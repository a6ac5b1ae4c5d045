using Stepwell.Json;

namespace Stepwell.Integrations.Executions;

/// <summary>The parameters of StartExecution as a task gives them.</summary>
/// <param name="Input">JSON text.</param>
internal sealed record StartExecutionParameters(string StateMachineArn, string Input, string? Name, string? TraceHeader)
{
    public static StartExecutionParameters Read(ParameterReader reader) => new(
        reader.RequiredText("StateMachineArn"),
        JsonTextOf(reader.Any("Input")) ?? "{}",
        reader.Text("Name"),
        reader.Text("TraceHeader"));

    public StartExecutionCall ToCall(TaskRequest request, CallerLink? link) => new(
        request.Caller(), StateMachineArn, Input, Name, TraceHeader ?? request.TraceHeader, request.IdempotencyKey, link);

    /// <summary>A field that the API takes as JSON text may be given as such a text or as the value itself; null: absent.</summary>
    public static string? JsonTextOf(JsonValue value) => value switch
    {
        { IsMissing: true } => null,
        { IsString: true } => value.GetString(),
        _ => value.ToString(),
    };
}
