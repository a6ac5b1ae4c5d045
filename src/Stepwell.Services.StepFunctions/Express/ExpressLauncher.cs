using System.Collections.Concurrent;
using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tasks;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Express;

/// <summary>
/// Runs the executions that <see cref="ExpressKind"/> has accepted, and has their rows removed at the end. One that is lost because the
/// server ends runs again from its start. Thread-safe.
/// </summary>
/// <param name="tracer">Null where nobody takes spans.</param>
/// <param name="stopping">Ends with the server: what is launched then waits for the next start.</param>
internal sealed class ExpressLauncher(
    ExpressRunner runner,
    ExpressMachines machines,
    ExpressMetrics metrics,
    ExecutionTracer? tracer,
    IStore store,
    IPartitionScheduler scheduler,
    TimeProvider time,
    CancellationToken stopping) : IExpressLauncher
{
    private readonly ConcurrentDictionary<string, bool> _running = new();
    private PartitionRuntime? _partitions;

    /// <summary>Gets the execution and the exception when one could not be run for a reason of our own. Called from any thread.</summary>
    public Action<string, Exception>? Faulted { get; set; }

    /// <summary>The runtime knows its kinds before they can know it.</summary>
    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    public void Launch(ExpressRow execution) => scheduler.Schedule(new Work(this, execution));

    private async Task Run(ExpressRow row)
    {
        // A partition that starts anew launches again what runs already.
        if (!_running.TryAdd(row.Arn, true))
            return;
        try
        {
            await Finish(row).ConfigureAwait(false);
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // It met a server that closes; the row brings it back at the next start.
        }
        finally
        {
            _running.TryRemove(row.Arn, out _);
        }
    }

    private async ValueTask Finish(ExpressRow row)
    {
        (ExpressStart Start, ExpressResult Result)? ended = null;
        try
        {
            stopping.ThrowIfCancellationRequested();
            var start = await Outage.Outlast(() => StartOf(row), TaskCarrier.RetryDelay, time, stopping).ConfigureAwait(false);
            ended = (start, await runner.Run(start).ConfigureAwait(false));
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // It would meet the same fault at every start.
            Faulted?.Invoke(row.Arn, fault);
        }
        await Forget(row).ConfigureAwait(false);
        // Not before: until its row is gone it may run again.
        if (ended is var (run, result))
        {
            metrics.Ended(run, result);
            tracer?.Add(result.Spans);
        }
    }

    private ExpressStart StartOf(ExpressRow row)
    {
        using var lease = store.RentReader();
        var revision = lease.Reader.Find(Tables.Revisions, row.RevisionId)
            ?? throw new InvalidOperationException($"Revision {row.RevisionId} of a state machine is not in the store.");
        return new ExpressStart(
            machines.Get(revision),
            row.Arn,
            row.StateMachineArn,
            row.StateMachineArn[(row.StateMachineArn.LastIndexOf(':') + 1)..],
            revision.RoleArn,
            JsonValue.Parse(row.Input),
            row.TraceHeader)
        {
            AcceptedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.StartedAtMs),
        };
    }

    private async ValueTask Forget(ExpressRow row)
    {
        var address = new EntityAddress(ExpressKind.KindName, row.Arn);
        while (true)
        {
            try
            {
                await _partitions!.Ask<ExpressReply>(address, new ExpressCommand.Forget()).ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (Outage.Is(fault) && !stopping.IsCancellationRequested)
            {
                await Task.Delay(TaskCarrier.RetryDelay, time, stopping).ConfigureAwait(false);
            }
        }
    }

    private sealed class Work(ExpressLauncher launcher, ExpressRow execution) : IThreadPoolWorkItem
    {
        public void Execute() => _ = launcher.Run(execution);
    }
}
