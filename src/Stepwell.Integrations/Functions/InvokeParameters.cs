using Stepwell.Integrations.Executions;
using Stepwell.Json;

namespace Stepwell.Integrations.Functions;

/// <summary>The parameters of Invoke as a task gives them.</summary>
/// <param name="Payload">JSON text.</param>
internal sealed record InvokeParameters(
    string FunctionName, string? Qualifier, string? InvocationType, string? ClientContext, string? LogType, ReadOnlyMemory<byte> Payload)
{
    public static InvokeParameters Read(ParameterReader reader) => new(
        reader.RequiredText("FunctionName"),
        reader.Text("Qualifier"),
        reader.Text("InvocationType"),
        reader.Text("ClientContext"),
        reader.Text("LogType"),
        PayloadOf(reader.Any("Payload")));

    public FunctionCall ToCall(TaskRequest request) => new(
        request.Caller(),
        FunctionName,
        Qualifier ?? FunctionNames.QualifierWanted(FunctionName),
        InvocationType,
        ClientContext,
        Payload,
        request.TraceHeader,
        WantsLogTail: LogType == "Tail");

    /// <summary>A text is the payload itself; anything else goes as its JSON.</summary>
    private static ReadOnlyMemory<byte> PayloadOf(JsonValue payload) => payload switch
    {
        { IsMissing: true } => default,
        { IsString: true } => System.Text.Encoding.UTF8.GetBytes(payload.GetString()),
        _ => payload.AsUtf8Memory(),
    };
}
