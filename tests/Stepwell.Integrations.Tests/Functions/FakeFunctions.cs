using System.Text;
using Stepwell.Integrations.Functions;

namespace Stepwell.Integrations.Tests.Functions;

/// <summary>Answers every call the same and keeps what it was asked.</summary>
internal sealed class FakeFunctions(FunctionCallResult result) : IFunctions
{
    public const string RequestId = "0f5a2a54-3c1b-4f0e-8f1c-8f5a2a543c1b";

    public FunctionCall? Call { get; private set; }

    public string? SentPayload => Call is null ? null : Encoding.UTF8.GetString(Call.Payload.Span);

    public static FakeFunctions Answering(string payload, string? functionError = null, string? logTail = null) =>
        new(new FunctionCallResult.Answered(200, Encoding.UTF8.GetBytes(payload), functionError, "$LATEST", logTail, RequestId));

    public ValueTask<FunctionCallResult> Invoke(FunctionCall call, CancellationToken aborted)
    {
        Call = call;
        return ValueTask.FromResult(result);
    }
}
