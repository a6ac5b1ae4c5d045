using System.Security.Cryptography;
using System.Text;
using Stepwell.Integrations.Executions;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>This service as tasks of its own executions call it: refusals are values.</summary>
public sealed partial class StepFunctionsService
{
    public async ValueTask<StartExecutionResult> StartExecution(StartExecutionCall call, CancellationToken cancellation)
    {
        try
        {
            var machineArn = Arguments.Machine(call.StateMachineArn);
            var name = call.Name is null ? NameOf(call.IdempotencyKey) : Arguments.Name(call.Name);
            var startedBy = TaskReferences.Parse(call.IdempotencyKey);
            var started = await Start(machineArn, name, Arguments.Input(call.Input), call.TraceHeader, startedBy, call.Link is not null)
                .ConfigureAwait(false);
            return new StartExecutionResult.Started(started.ExecutionArn, started.StartDate);
        }
        catch (AwsException refusal)
        {
            return new StartExecutionResult.Refused(ErrorOf(refusal));
        }
    }

    public async ValueTask<SyncExecutionResult> StartSyncExecution(StartExecutionCall call, CancellationToken cancellation)
    {
        try
        {
            var name = call.Name ?? NameOf(call.IdempotencyKey);
            var input = new StartSyncExecutionInput { StateMachineArn = call.StateMachineArn, Name = name, Input = call.Input, TraceHeader = call.TraceHeader };
            var ended = await StartSyncExecution(input, Context(call.Caller)).AsTask().WaitAsync(cancellation).ConfigureAwait(false);
            return new SyncExecutionResult.Ended(
                ended.ExecutionArn,
                ended.StateMachineArn!,
                ended.Name!,
                ended.Status,
                ended.StartDate,
                ended.StopDate,
                ended.Input!,
                ended.Output,
                ended.Error,
                ended.Cause,
                ended.TraceHeader,
                ended.BillingDetails!.BilledMemoryUsedInMB!.Value,
                ended.BillingDetails.BilledDurationInMilliseconds!.Value);
        }
        catch (AwsException refusal)
        {
            return new SyncExecutionResult.Refused(ErrorOf(refusal));
        }
    }

    public async ValueTask<ServiceError?> SendTaskSuccess(TaskCaller caller, string taskToken, string output, CancellationToken cancellation)
    {
        try
        {
            await SendTaskSuccess(new SendTaskSuccessInput { TaskToken = taskToken, Output = output }, Context(caller)).ConfigureAwait(false);
            return null;
        }
        catch (AwsException refusal)
        {
            return ErrorOf(refusal);
        }
    }

    public async ValueTask<ServiceError?> SendTaskFailure(
        TaskCaller caller, string taskToken, string? error, string? cause, CancellationToken cancellation)
    {
        try
        {
            await SendTaskFailure(new SendTaskFailureInput { TaskToken = taskToken, Error = error, Cause = cause }, Context(caller))
                .ConfigureAwait(false);
            return null;
        }
        catch (AwsException refusal)
        {
            return ErrorOf(refusal);
        }
    }

    /// <summary>A redelivered task must meet the execution it started before, so its name follows from the task.</summary>
    private static string NameOf(string idempotencyKey) => IdOf(idempotencyKey).ToString();

    private static Guid IdOf(string idempotencyKey) => new(SHA256.HashData(Encoding.UTF8.GetBytes(idempotencyKey)).AsSpan(0, 16));

    private RequestContext Context(TaskCaller caller) => new()
    {
        AccountId = caller.AccountId,
        Region = caller.Region,
        RequestId = _newGuid().ToString(),
        Host = "",
    };

    private static ServiceError ErrorOf(AwsException refusal) => new(refusal.Code, refusal.Message, refusal.StatusCode);
}
