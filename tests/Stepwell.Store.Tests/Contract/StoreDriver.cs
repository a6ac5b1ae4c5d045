namespace Stepwell.Store.Tests.Contract;

/// <summary>A store under test: commits batches, awaits them, and opens it again.</summary>
internal abstract class StoreDriver : IDisposable
{
    private readonly Dictionary<int, long> _epochs = [];

    public abstract IStore Store { get; }

    /// <summary>Ends the store cleanly and opens what it left.</summary>
    public void Reopen()
    {
        _epochs.Clear();
        ReopenStore();
    }

    /// <summary>Submits one batch and awaits it.</summary>
    public Task Commit(Action<WriteBatch> fill, int partition = 0)
    {
        var task = Submit(fill, partition);
        Flush();
        return task;
    }

    /// <summary>Submits one batch; it may wait until <see cref="Flush"/>.</summary>
    public Task Submit(Action<WriteBatch> fill, int partition = 0)
    {
        if (!_epochs.TryGetValue(partition, out var epoch))
            epoch = Claim(partition);
        return Submit(Store, partition, epoch, fill);
    }

    /// <summary>Submits one batch of that epoch; the task ends with it.</summary>
    public static Task Submit(IStore store, int partition, long epoch, Action<WriteBatch> fill)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var batch = new WriteBatch(partition, (_, failure) =>
        {
            if (failure is null)
                done.SetResult();
            else
                done.SetException(failure);
        })
        { Epoch = epoch };
        fill(batch);
        store.Submit(batch);
        return done.Task;
    }

    public long Claim(int partition) => _epochs[partition] = Store.Claim(partition);

    public TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        using var lease = Store.RentReader();
        return lease.Reader.Find(table, key);
    }

    public Dictionary<long, TRow> FindAll<TRow>(Table<TRow> table, params long[] keys) where TRow : class
    {
        using var lease = Store.RentReader();
        return lease.Reader.FindAll(table, keys);
    }

    public List<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class
    {
        using var lease = Store.RentReader();
        return [.. lease.Reader.Range(table, range)];
    }

    /// <summary>Has all that was submitted committed, where that does not happen by itself.</summary>
    public abstract void Flush();

    public abstract void Dispose();

    protected abstract void ReopenStore();
}
