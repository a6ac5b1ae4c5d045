using Stepwell.Integrations.Executions;
using Stepwell.States.Definition;

namespace Stepwell.Integrations.Functions;

/// <summary>
/// A resource that is the ARN of a function: the task's input is the event, and the function's answer is the result (AWS Step Functions Developer
/// Guide, "Lambda function ARN in the Resource field").
/// </summary>
public sealed class FunctionIntegration(IFunctions functions) : ITaskIntegration
{
    public bool Handles(TaskResource resource) => resource is TaskResource.Function;

    public async ValueTask<TaskOutcome> Invoke(TaskRequest request, CancellationToken aborted)
    {
        var arn = request.Resource.Arn;
        var call = new FunctionCall(
            request.Caller(),
            arn,
            FunctionNames.QualifierWanted(arn),
            InvocationType: null,
            ClientContext: null,
            request.Parameters.AsUtf8Memory(),
            request.TraceHeader,
            WantsLogTail: false);
        return await functions.Invoke(call, aborted).ConfigureAwait(false) switch
        {
            FunctionCallResult.Refused refused => ServiceFailure.Lambda.OfOptimized(refused.Error, refused.RequestId),
            FunctionCallResult.Answered { FunctionError: not null } failed => FunctionFailure.Of(failed.Payload, isRead: false),
            FunctionCallResult.Answered answered => new TaskOutcome.Succeeded(InvokeOutput.Payload(answered)),
            var result => throw new InvalidOperationException($"Unknown result {result.GetType().Name}."),
        };
    }
}
