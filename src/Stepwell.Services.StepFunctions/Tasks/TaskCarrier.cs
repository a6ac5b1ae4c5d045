using Stepwell.Integrations;
using Stepwell.Integrations.Http;
using Stepwell.Services.StepFunctions.Executions;
using Stepwell.Services.StepFunctions.Quotas;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.States.Definition;
using Stepwell.States.Engine;
using Stepwell.States.Events;
using Stepwell.States.Parsing;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>
/// Carries a scheduled task to the integration that serves its resource. An HTTP task waits where its account and region have used up their
/// requests; its time goes on meanwhile. Thread-safe.
/// </summary>
internal sealed class TaskCarrier(IntegrationRegistry integrations, AccountQuotas quotas, TimeProvider time)
{
    /// <summary>Wait before a task is offered again to a partition that is busy or starting anew.</summary>
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>An integration broke its promise that outcomes are values; the execution must not wait for it in vain.</summary>
    public static TaskOutcome.Failed Unexpected(Exception fault) =>
        new(States.Engine.ErrorNames.Runtime, $"The server failed to carry out the task: {fault.Message}");

    /// <summary>
    /// A task that calls this server itself may meet a partition that is busy or starting anew, or a store that is away. It is delivered
    /// again, with the same idempotency key, until its outcome is known.
    /// </summary>
    /// <param name="exchange">Where an HTTP task notes what it sends and gets; null: nobody looks on.</param>
    public async ValueTask<TaskOutcome> Deliver(
        EventDetail.TaskScheduled task,
        string stateName,
        ExecutionIdentity identity,
        TaskReference reference,
        string? traceHeader,
        CancellationToken aborted,
        HttpExchange? exchange = null)
    {
        while (true)
        {
            try
            {
                return await Invoke(task, stateName, identity, reference, traceHeader, exchange, aborted).ConfigureAwait(false);
            }
            catch (Exception fault) when (Outage.Is(fault))
            {
                await Task.Delay(RetryDelay, time, aborted).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<TaskOutcome> Invoke(
        EventDetail.TaskScheduled task,
        string stateName,
        ExecutionIdentity identity,
        TaskReference reference,
        string? traceHeader,
        HttpExchange? exchange,
        CancellationToken aborted)
    {
        var resource = ResourceParser.Of(task.ResourceArn) ?? new TaskResource.Other(task.ResourceArn);
        if (resource is TaskResource.Integration { ResourceType: "http" })
            await AwaitTurn(identity, aborted).ConfigureAwait(false);
        var request = new TaskRequest(
            resource,
            task.Parameters,
            identity.ExecutionArn,
            stateName,
            AccountOf(task, identity),
            identity.Region,
            identity.RoleArn,
            TaskReferences.Format(reference),
            traceHeader)
        {
            Exchange = exchange,
        };
        return await integrations.Invoke(request, aborted).ConfigureAwait(false);
    }

    /// <summary>A task that assumes a role acts in that role's account.</summary>
    private static string AccountOf(EventDetail.TaskScheduled task, ExecutionIdentity identity) =>
        task.Credentials["RoleArn"] is { IsString: true } role && role.GetString().Split(':') is [_, _, _, _, { Length: > 0 } account, ..]
            ? account
            : identity.AccountId;

    private async ValueTask AwaitTurn(ExecutionIdentity identity, CancellationToken aborted)
    {
        var now = time.GetUtcNow();
        if (quotas.Find(QuotaNames.HttpTask, identity.Region, identity.AccountId)?.Reserve(now.UtcTicks) is { } dueTicks)
            await Task.Delay(TimeSpan.FromTicks(dueTicks - now.UtcTicks), time, aborted).ConfigureAwait(false);
    }
}
