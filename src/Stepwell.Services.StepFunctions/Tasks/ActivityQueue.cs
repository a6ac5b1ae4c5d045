using Stepwell.Services.StepFunctions.Storage;

namespace Stepwell.Services.StepFunctions.Tasks;

/// <summary>The queue of one activity. Not thread-safe: its owner holds a lock.</summary>
internal sealed class ActivityQueue(bool runsContinuationsInline)
{
    public const int RefillCount = 1_000;
    private const int Capacity = 10_000;

    private readonly SortedSet<TaskRow> _waiting = new(Comparer<TaskRow>.Create(Compare));
    private readonly LinkedList<TaskCompletionSource<TaskRow>> _workers = new();

    /// <summary>Taken rows that a reading of the store may still find.</summary>
    private readonly HashSet<(long ExecutionId, long TaskId)> _taken = [];
    private bool _isComplete;

    public bool NeedsRefill => _waiting.Count == 0 && !_isComplete;

    public void Add(TaskRow task)
    {
        while (_workers.First is { } worker)
        {
            _workers.RemoveFirst();
            if (!worker.Value.TrySetResult(task))
                continue;
            MarkTaken(task);
            return;
        }
        if (_waiting.Count < Capacity)
            _waiting.Add(task);
        else
            _isComplete = false;
    }

    public void Remove(TaskRow task) => _waiting.Remove(task);

    public TaskRow? TryTake()
    {
        if (_waiting.Min is not { } task)
            return null;
        _waiting.Remove(task);
        MarkTaken(task);
        return task;
    }

    public int WorkerCount => _workers.Count;

    public LinkedListNode<TaskCompletionSource<TaskRow>> Wait() => _workers.AddLast(new TaskCompletionSource<TaskRow>(
        runsContinuationsInline ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>A worker waits no longer.</summary>
    public void Leave(LinkedListNode<TaskCompletionSource<TaskRow>> worker)
    {
        if (worker.List is not null)
            _workers.Remove(worker);
    }

    public void Forget()
    {
        _waiting.Clear();
        _taken.Clear();
        _isComplete = false;
    }

    /// <summary>Takes over the head of the queue as the store has it.</summary>
    public void Refill(IEnumerable<TaskRow> rows)
    {
        var count = 0;
        foreach (var row in rows)
        {
            count++;
            if (!_taken.Contains((row.ExecutionId, row.TaskId)))
                _waiting.Add(row);
        }
        _isComplete = count < RefillCount;
        if (_isComplete)
            _taken.Clear();
    }

    private void MarkTaken(TaskRow task)
    {
        // Only an incomplete queue will read the store again and could meet the row once more.
        if (!_isComplete)
            _taken.Add((task.ExecutionId, task.TaskId));
    }

    private static int Compare(TaskRow? a, TaskRow? b) =>
        (a!.ScheduledAtMs, a.ExecutionId, a.TaskId).CompareTo((b!.ScheduledAtMs, b.ExecutionId, b.TaskId));
}
