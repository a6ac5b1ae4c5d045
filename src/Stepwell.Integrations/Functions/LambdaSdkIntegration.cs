using System.Text;
using Stepwell.Integrations.Executions;
using Stepwell.Json;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Functions;

/// <summary>
/// <c>arn:aws:states:::aws-sdk:lambda:invoke</c>: the plain API call. Its Payload is a text, and a function that fails is an answer that says so.
/// </summary>
public sealed class LambdaSdkIntegration(IFunctions functions) : ITaskIntegration
{
    public bool Handles(TaskResource resource) => resource is TaskResource.Integration { ResourceType: "aws-sdk:lambda", ActionName: "invoke" };

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var parameters = InvokeParameters.Read(reader);
        if (reader.Refusal is { } refusal)
            return refusal;

        switch (await functions.Invoke(parameters.ToCall(request), aborted).ConfigureAwait(false))
        {
            case FunctionCallResult.Refused refused:
                return ServiceFailure.Lambda.OfSdk(refused.Error, refused.RequestId);
            case FunctionCallResult.Answered answered:
                var output = Output(answered);
                return request.Action.Pattern is IntegrationPattern.WaitForTaskToken
                    ? new TaskOutcome.Submitted(output)
                    : new TaskOutcome.Succeeded(output);
            case var result:
                throw new InvalidOperationException($"Unknown result {result.GetType().Name}.");
        }
    }

    private static JsonValue Output(FunctionCallResult.Answered answered)
    {
        var output = new JsonObjectBuilder();
        output.Add("ExecutedVersion", InvokeOutput.Text(answered.ExecutedVersion));
        output.Add("FunctionError", InvokeOutput.Text(answered.FunctionError));
        output.Add("LogResult", InvokeOutput.Text(answered.LogTail));
        output.Add("Payload", JsonValue.String(Encoding.UTF8.GetString(answered.Payload.Span)));
        output.Add("StatusCode", JsonValue.Number(answered.StatusCode));
        return output.Build();
    }
}
