using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Redrives of executions.</summary>
public sealed partial class StepFunctionsService
{
    public override async ValueTask<RedriveExecutionOutput> RedriveExecution(RedriveExecutionInput input, RequestContext context)
    {
        Arguments.Arn(input.ExecutionArn, StatesArn.Execution);
        if (_machines.Find(StatesArn.StateMachineOf(input.ExecutionArn)) is { Machine.Status: not "ACTIVE" })
            throw new ExecutionNotRedrivableException("State machine is in DELETING status");
        return await AskExecution(input.ExecutionArn, new ExecutionCommand.Redrive(input.ClientToken)).ConfigureAwait(false) switch
        {
            ExecutionReply.Redriven(var redriveDate) => new() { RedriveDate = redriveDate },
            ExecutionReply.OpenLimitReached => throw TooManyOpenExecutions(),
            ExecutionReply.NotRedrivable(var reason) => throw new ExecutionNotRedrivableException(reason),
            _ => throw NoSuchExecution(input.ExecutionArn),
        };
    }
}
