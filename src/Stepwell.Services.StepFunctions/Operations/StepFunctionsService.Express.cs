using Stepwell.Integrations.Tracing;
using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Api;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Express;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.StepFunctions.Operations;

/// <summary>Express executions.</summary>
public sealed partial class StepFunctionsService
{
    private const string Express = "EXPRESS";

    private static readonly CloudWatchEventsExecutionDataDetails WithData = new() { Included = true };
    private static readonly CloudWatchEventsExecutionDataDetails WithoutData = new() { Included = false };

    public override async ValueTask<StartSyncExecutionOutput> StartSyncExecution(StartSyncExecutionInput input, RequestContext context)
    {
        var reference = Arguments.Machine(input.StateMachineArn);
        var name = input.Name is null ? _newGuid().ToString() : Arguments.Name(input.Name);
        var json = input.Input is null ? JsonValue.EmptyObject : Arguments.Input(input.Input);
        var (machine, revision, version, alias) = Resolve(reference);
        if (machine.Type != Express)
            throw TypeNotSupported();
        var traceHeader = TraceHeaderOf(input.TraceHeader, context);
        var arn = ExpressArn(reference, machine.Name, name, _newGuid());
        var start = new ExpressStart(_expressMachines.Get(revision), arn, machine.Arn, machine.Name, revision.RoleArn, json, traceHeader)
        {
            Version = version,
            Alias = alias,
        };
        _expressMetrics.Started(start);
        try
        {
            var result = await _express.Run(start).ConfigureAwait(false);
            _expressMetrics.Ended(start, result);
            _tracer?.Add(result.Spans);
            return Describe(start, name, result, input.IncludedData != "METADATA_ONLY");
        }
        catch (OperationCanceledException)
        {
            throw new AwsException("ServiceUnavailable", 503, Fault.Server, "The server is shutting down.");
        }
    }

    private static StartSyncExecutionOutput Describe(ExpressStart start, string name, ExpressResult result, bool isWhole)
    {
        var execution = result.Execution;
        var included = isWhole ? WithData : WithoutData;
        return new StartSyncExecutionOutput
        {
            ExecutionArn = start.ExecutionArn,
            StateMachineArn = start.StateMachineArn,
            Name = name,
            StartDate = execution.Identity!.StartTime,
            StopDate = result.StoppedAt,
            Status = Descriptions.StatusText(execution.Status),
            Error = execution.Error,
            Cause = isWhole ? execution.Cause : null,
            Input = isWhole ? start.Input.ToString() : null,
            InputDetails = included,
            Output = isWhole && !execution.Output.IsMissing ? execution.Output.ToString() : null,
            OutputDetails = execution.Output.IsMissing ? null : included,
            TraceHeader = TraceContext.Shown(start.TraceHeader),
            BillingDetails = new BillingDetails
            {
                BilledMemoryUsedInMB = Billing.Megabytes(result),
                BilledDurationInMilliseconds = Billing.Milliseconds(result),
            },
        };
    }

    /// <summary>Accepts an asynchronous execution.</summary>
    /// <param name="id">Makes the execution one of its kind: names may repeat.</param>
    private async ValueTask<StartExecutionOutput> StartExpress(
        MachineReference reference, StartTarget target, string name, Guid id, JsonValue input, string? traceHeader)
    {
        var arn = ExpressArn(reference, target.Machine.Name, name, id);
        var start = new ExpressCommand.Start(target.Machine.Arn, target.Revision.Id, input.ToUtf8Bytes(), traceHeader);
        var reply = await Partitions.Ask<ExpressReply>(new EntityAddress(ExpressKind.KindName, arn), start).ConfigureAwait(false);
        return new StartExecutionOutput { ExecutionArn = arn, StartDate = reply.StartDate };
    }

    private static string ExpressArn(MachineReference reference, string machineName, string name, Guid id) =>
        StatesArn.Of(reference.Arn.Region, reference.Arn.AccountId, StatesArn.Express, $"{machineName}:{name}:{id}");

    private static StateMachineTypeNotSupportedException TypeNotSupported() =>
        new("This operation is not supported by this type of state machine");
}
