using System.Collections.Concurrent;
using Stepwell.Integrations;
using Stepwell.Json;
using Stepwell.Partitions;
using Stepwell.Services.StepFunctions.Express;
using Stepwell.Services.StepFunctions.Machines;
using Stepwell.Services.StepFunctions.Metrics;
using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Services.StepFunctions.Tracing;
using Stepwell.States.Engine;
using Stepwell.States.Engine.MapRuns;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.MapRuns;

/// <summary>Reads items and runs Express children beside the partitions, and brings the outcome to the Map Run.</summary>
/// <param name="tracer">Null where nobody takes spans.</param>
/// <param name="stopping">Ends what is under way; Map Runs ask for it again after the next start.</param>
internal sealed class MapRunWork(
    IItemReader reader,
    ExpressRunner express,
    ExpressMetrics metrics,
    ExecutionTracer? tracer,
    DefinitionCache definitions,
    IStore store,
    IPartitionScheduler scheduler,
    TimeProvider time,
    CancellationToken stopping) : IMapRunWork, IDisposable
{
    /// <summary>Wait before an outcome is offered again to a partition that is busy or starting anew.</summary>
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _express = new();
    private PartitionRuntime? _partitions;

    /// <summary>Gets the Map Run and the exception when its work failed for a reason of our own. Called from any thread.</summary>
    public Action<string, Exception>? Faulted { get; set; }

    public void Attach(PartitionRuntime partitions) => _partitions = partitions;

    public void Dispose()
    {
        foreach (var (_, running) in _express)
            running.Dispose();
    }

    public void ReadItems(string mapRunArn, ItemSource source, string? cursor) => scheduler.Schedule(new Work(() => Read(mapRunArn, source, cursor)));

    public void RunExpress(MapRunPlan plan, long revisionId, string executionArn, long number, int redriveCount, JsonValue input) =>
        scheduler.Schedule(new Work(() => Run(plan, revisionId, executionArn, number, redriveCount, input)));

    public void Reopen(string mapRunArn) => scheduler.Schedule(new Work(() => Tell(mapRunArn, new MapRunCommand.Reopen())));

    public void Admit(string mapRunArn) => scheduler.Schedule(new Work(() => Tell(mapRunArn, new MapRunCommand.Admit())));

    public void StopExpress(string mapRunArn)
    {
        if (!_express.TryRemove(mapRunArn, out var running))
            return;
        running.Cancel();
        running.Dispose();
    }

    private async Task Run(MapRunPlan plan, long revisionId, string executionArn, long number, int redriveCount, JsonValue input)
    {
        var aborted = _express.GetOrAdd(plan.MapRunArn, _ => CancellationTokenSource.CreateLinkedTokenSource(stopping)).Token;
        try
        {
            var start = await Outage.Outlast(() => StartOf(plan, revisionId, executionArn, input), RetryDelay, time, aborted).ConfigureAwait(false);
            var result = await express.Run(start, aborted).ConfigureAwait(false);
            var (status, output) = (result.Execution.Status, result.Execution.Output);
            await Tell(plan.MapRunArn, new MapRunCommand.ExpressClosed(number, redriveCount, status, output)).ConfigureAwait(false);
            metrics.Ended(start, result);
            tracer?.Add(result.Spans);
        }
        catch (Exception) when (aborted.IsCancellationRequested)
        {
            // The Map Run has given it up, or asks for it again after the next start.
        }
        catch (Exception fault)
        {
            Faulted?.Invoke(plan.MapRunArn, fault);
            await Tell(plan.MapRunArn, new MapRunCommand.ExpressClosed(number, redriveCount, ExecutionStatus.Failed, default)).ConfigureAwait(false);
        }
    }

    private ExpressStart StartOf(MapRunPlan plan, long revisionId, string executionArn, JsonValue input)
    {
        using var lease = store.RentReader();
        var machine = ExpressMachine.Of(definitions.Get(revisionId, lease.Reader, plan.StateName), events: null, isTraced: false);
        return new ExpressStart(
            machine, executionArn, plan.ChildMachineArn, plan.ChildMachineName, plan.Parent.RoleArn, input, plan.TraceHeader)
        {
            MapRunArn = plan.MapRunArn,
        };
    }

    private async Task Read(string mapRunArn, ItemSource source, string? cursor)
    {
        var request = new ItemReadRequest(source.Resource, source.Arguments, source.Config, cursor);
        var outcome = await Read(mapRunArn, request).ConfigureAwait(false);
        await Tell(mapRunArn, outcome switch
        {
            ItemReadOutcome.Page(var items, var next) => new MapRunCommand.AddItems(cursor, items, next),
            ItemReadOutcome.Failed(var cause) => new MapRunCommand.FailReading(cursor, "States.ItemReaderFailed", cause),
            _ => throw new InvalidOperationException($"Reading cannot end as {outcome.GetType().Name}."),
        }).ConfigureAwait(false);
    }

    /// <summary>A reader that throws has broken its promise; the Map Run must not wait for it in vain.</summary>
    private async ValueTask<ItemReadOutcome> Read(string mapRunArn, ItemReadRequest request)
    {
        try
        {
            return await reader.Read(request, stopping).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Faulted?.Invoke(mapRunArn, fault);
            return new ItemReadOutcome.Failed($"The server failed to read the items: {fault.Message}");
        }
    }

    private async Task Tell(string mapRunArn, MapRunCommand command)
    {
        var address = new EntityAddress(MapRunKind.KindName, mapRunArn);
        while (true)
        {
            try
            {
                await _partitions!.Ask<MapRunReply>(address, command).ConfigureAwait(false);
                return;
            }
            catch (Exception fault) when (Outage.Is(fault) && !stopping.IsCancellationRequested)
            {
                await Task.Delay(RetryDelay, time, stopping).ConfigureAwait(false);
            }
        }
    }

    private sealed class Work(Func<Task> start) : IThreadPoolWorkItem
    {
        public void Execute() => _ = start();
    }
}
