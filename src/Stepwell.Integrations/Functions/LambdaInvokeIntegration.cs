using Stepwell.Integrations.Executions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Functions;

/// <summary>
/// <c>arn:aws:states:::lambda:invoke</c>, also with <c>.waitForTaskToken</c>: the function's answer stands under Payload, and its error is the
/// task's (AWS Step Functions Developer Guide, "Invoke an AWS Lambda function with Step Functions").
/// </summary>
public sealed class LambdaInvokeIntegration(IFunctions functions, TimeProvider time) : ITaskIntegration
{
    public bool Handles(TaskResource resource) => resource is TaskResource.Integration { ResourceType: "lambda", ActionName: "invoke" };

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var reader = new ParameterReader(request.Parameters);
        var parameters = InvokeParameters.Read(reader);
        if (reader.Refusal is { } refusal)
            return refusal;

        switch (await functions.Invoke(parameters.ToCall(request), aborted).ConfigureAwait(false))
        {
            case FunctionCallResult.Refused refused:
                return ServiceFailure.Lambda.OfOptimized(refused.Error, refused.RequestId);
            case FunctionCallResult.Answered { FunctionError: not null } failed:
                return FunctionFailure.Of(failed.Payload, isRead: true);
            case FunctionCallResult.Answered answered:
                var output = InvokeOutput.Of(answered, request.TraceHeader, time.GetUtcNow());
                return request.Action.Pattern is IntegrationPattern.WaitForTaskToken
                    ? new TaskOutcome.Submitted(output)
                    : new TaskOutcome.Succeeded(output);
            case var result:
                throw new InvalidOperationException($"Unknown result {result.GetType().Name}.");
        }
    }
}
