using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>
/// Which tasks wait for workers of which activity, oldest first, and which workers wait for tasks. The truth is in <see cref="Tables.Tasks"/>; memory holds its
/// head, filled by what is scheduled while the server runs and read again from the store where that is not known to be all. Thread-safe.
/// </summary>
/// <param name="runsContinuationsInline">Whether a worker goes on inside the call that gives it a task.</param>
internal sealed class ActivityQueues(IStore store, bool runsContinuationsInline)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ActivityQueue> _queues = [];

    /// <summary>A task has become durable.</summary>
    public void Add(TaskRow task)
    {
        lock (_gate)
            QueueOf(task.Queue).Add(task);
    }

    /// <summary>The task ended before anyone took it.</summary>
    public void Remove(TaskRow task)
    {
        lock (_gate)
            QueueOf(task.Queue).Remove(task);
    }

    /// <summary>A partition has started anew: what is in memory may be wrong either way.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            foreach (var (_, queue) in _queues)
                queue.Forget();
        }
    }

    /// <summary>The next task, when there is one; null when <paramref name="aborted"/> is cancelled first.</summary>
    public async ValueTask<TaskRow?> Take(string activityArn, CancellationToken aborted)
    {
        Task<TaskRow> waiting;
        lock (_gate)
        {
            var queue = QueueOf(activityArn);
            if (queue.NeedsRefill)
                Refill(queue, activityArn);
            if (queue.TryTake() is { } task)
                return task;
            waiting = queue.Wait(aborted);
        }
        try
        {
            return await waiting.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>A reading of the store's head; rare, since it is needed only after a start or when memory was full.</summary>
    private void Refill(ActivityQueue queue, string activityArn)
    {
        using var lease = store.RentReader();
        queue.Refill(lease.Reader.Range(Tables.Tasks, new RowRange { Prefix = [activityArn], Limit = ActivityQueue.RefillCount }));
    }

    private ActivityQueue QueueOf(string activityArn)
    {
        if (!_queues.TryGetValue(activityArn, out var queue))
            _queues[activityArn] = queue = new ActivityQueue(runsContinuationsInline);
        return queue;
    }
}
