using Stepwell.Services.StepFunctions.Storage;
using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>
/// Which tasks wait for workers of which activity, oldest first, and which workers wait for tasks. The truth is in <see cref="Tables.Tasks"/>; memory holds its
/// head, filled by what is scheduled while the server runs and read again from the store where that is not known to be all. Thread-safe.
/// </summary>
/// <param name="runsContinuationsInline">Whether a worker goes on inside the call that gives it a task.</param>
/// <param name="pollerLimit">Workers that may wait for tasks of one activity.</param>
internal sealed class ActivityQueues(IStore store, bool runsContinuationsInline, long pollerLimit)
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

    /// <summary>The next task, as soon as there is one, until <paramref name="aborted"/> is cancelled.</summary>
    public async ValueTask<ActivityPoll> Take(string activityArn, CancellationToken aborted)
    {
        ActivityQueue queue;
        LinkedListNode<TaskCompletionSource<TaskRow>> worker;
        lock (_gate)
        {
            queue = QueueOf(activityArn);
            if (queue.NeedsRefill)
                Refill(queue, activityArn);
            if (queue.TryTake() is { } task)
                return new ActivityPoll.Taken(task);
            if (queue.WorkerCount >= pollerLimit)
                return ActivityPoll.Full;
            worker = queue.Wait();
        }
        using var registration = aborted.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<TaskRow>)state!).TrySetCanceled(token), worker.Value);
        try
        {
            return new ActivityPoll.Taken(await worker.Value.Task.ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            lock (_gate)
                queue.Leave(worker);
            return ActivityPoll.Over;
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
