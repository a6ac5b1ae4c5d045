using Stepwell.Functions;
using Stepwell.Partitions;
using Stepwell.Services.Lambda.Api;
using Stepwell.Services.Lambda.Catalog;
using Stepwell.Services.Lambda.Invocations;
using Stepwell.Services.Lambda.Metrics;
using Stepwell.Services.Lambda.Naming;
using Stepwell.Wire;

namespace Stepwell.Services.Lambda.Events;

/// <summary>Runs functions for events that are due and tells their queues what became of it. Thread-safe.</summary>
/// <param name="partitions">Known once the service is attached.</param>
/// <param name="faulted">Gets what should not have happened; the event is tried again.</param>
internal sealed class EventRunner(
    IFunctionCatalog catalog,
    Invoker invoker,
    LambdaMetrics metrics,
    TimeProvider time,
    IPartitionScheduler scheduler,
    Func<PartitionRuntime> partitions,
    Action<string, Exception> faulted)
{
    /// <summary>Wait before a partition that is busy is told again.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    /// <summary>Has a queue continue.</summary>
    public void Tell(EntityAddress queue, ContinueQueue command) => _ = TellAsync(queue, command);

    /// <summary>Has a queue look in a while whether more of it may run.</summary>
    public void TellOfGrowth(EntityAddress queue) => _ = GrowAsync(queue);

    /// <summary>Begins an attempt; its end comes to the queue as a command.</summary>
    /// <param name="pace">Learns what the function may have.</param>
    public void Begin(EntityAddress queue, string functionArn, EventRow row, EventPace pace) =>
        scheduler.Schedule(new Attempt(this, queue, functionArn, row, pace));

    private async Task Carry(EntityAddress queue, string functionArn, EventRow row, EventPace pace)
    {
        AttemptResult result;
        try
        {
            result = await Try(functionArn, row, pace).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (invoker.IsStopping)
        {
            // The server stops. The event is still there when it starts again.
            return;
        }
        catch (Exception fault)
        {
            faulted(functionArn, fault);
            result = new AttemptResult.NotNow();
        }
        await TellAsync(queue, new AttemptEnded(row, result)).ConfigureAwait(false);
    }

    private async Task GrowAsync(EntityAddress queue)
    {
        await Task.Delay(EventPace.GrowthPause, time).ConfigureAwait(false);
        await TellAsync(queue, GrowQueue.Instance).ConfigureAwait(false);
    }

    private async Task TellAsync(EntityAddress queue, object command)
    {
        while (true)
        {
            try
            {
                partitions().Tell(queue, command);
                return;
            }
            catch (PartitionStoppedException)
            {
                // The event is still there when the server starts again.
                return;
            }
            catch (PartitionException)
            {
                await Task.Delay(RetryDelay, time).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask<AttemptResult> Try(string functionArn, EventRow row, EventPace pace)
    {
        var key = FunctionKey.OfArn(functionArn);
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(row.ReceivedAtMs);
        FunctionTarget target;
        try
        {
            target = await catalog.Find(key.AccountId, key.Region, functionArn, row.Qualifier, CancellationToken.None).ConfigureAwait(false);
        }
        catch (ResourceNotFoundException)
        {
            return new AttemptResult.NoTarget();
        }
        pace.Heed(target);
        if (age > TimeSpan.FromSeconds(target.Events.MaximumEventAgeSeconds))
            return new AttemptResult.GivenUp(target, DestinationRecord.EventAgeExceeded);
        if (target.ReservedConcurrency == 0)
            return new AttemptResult.GivenUp(target, DestinationRecord.ZeroReservedConcurrency);
        var invocation = new Invocation(row.RequestId, target.InvokedArn, row.Payload)
        {
            ClientContext = row.ClientContext,
            TraceHeader = row.TraceHeader,
        };
        try
        {
            var outcome = await invoker.Run(target, invocation).ConfigureAwait(false);
            metrics.Taken(target, age);
            return new AttemptResult.Ran(target, outcome);
        }
        catch (RecursiveInvocationException)
        {
            return new AttemptResult.GivenUp(target, DestinationRecord.RecursiveInvocation);
        }
        catch (AwsException refusal) when (refusal is TooManyRequestsException or ResourceConflictException)
        {
            return new AttemptResult.NotNow();
        }
    }

    private sealed class Attempt(EventRunner runner, EntityAddress queue, string functionArn, EventRow row, EventPace pace) : IThreadPoolWorkItem
    {
        public void Execute() => _ = runner.Carry(queue, functionArn, row, pace);
    }
}
