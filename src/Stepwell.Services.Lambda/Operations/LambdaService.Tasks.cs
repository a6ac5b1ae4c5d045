using Stepwell.Functions;
using Stepwell.Integrations.Executions;
using Stepwell.Integrations.Functions;
using Stepwell.Services.Lambda.Invocations;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Operations;

/// <summary>The service as tasks of workflows see it.</summary>
public sealed partial class LambdaService : IFunctions
{
    async ValueTask<FunctionCallResult> IFunctions.Invoke(FunctionCall call, CancellationToken aborted)
    {
        var requestId = _newGuid().ToString();
        try
        {
            var invocation = new Invocation(requestId, InvokedArn: "", Payloads.Of(call.Payload))
            {
                ClientContext = Payloads.ClientContext(call.ClientContext),
                // An execution begins a chain of its own: Lambda does not follow loops that lead through workflows.
                TraceHeader = Rooted(Lineage.Without(call.TraceHeader)),
                WantsLogTail = call.WantsLogTail,
            };
            // Nobody can stop what a function does; a task that is given up leaves it to itself.
            var answer = await Invoke(
                    call.Caller.AccountId, call.Caller.Region, call.FunctionName, call.Qualifier, call.InvocationType, invocation)
                .AsTask().WaitAsync(aborted).ConfigureAwait(false);
            return new FunctionCallResult.Answered(
                answer.StatusCode!.Value,
                answer.Payload ?? ReadOnlyMemory<byte>.Empty,
                answer.FunctionError,
                answer.ExecutedVersion,
                answer.LogResult,
                requestId);
        }
        catch (AwsException refusal)
        {
            return new FunctionCallResult.Refused(new ServiceError(refusal.Code, refusal.Message, refusal.StatusCode), requestId);
        }
    }
}
