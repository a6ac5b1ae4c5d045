using System.Collections.Immutable;

namespace Stepwell.Store.Memory;

/// <summary>Where a simulated crash falls.</summary>
public enum CrashPoint
{
    /// <summary>Nothing of the group is durable.</summary>
    BeforeCommit,

    /// <summary>All of the group is durable, and nobody was told.</summary>
    AfterCommit,
}

/// <summary>
/// The store's twin for simulations and fast tests: the same contract, rows in memory, and no thread of its own. Groups are committed when
/// <see cref="CommitPending"/> is called, or at once with <see cref="CommitsAtOnce"/>. It fails and crashes when told to. Members may be
/// called from any thread; what completes runs on the thread that commits.
/// </summary>
public sealed class MemoryStore : IStore
{
    private readonly Lock _gate = new();
    private readonly EpochFence _fence;
    private readonly MemoryReader _reader;
    private readonly Queue<WriteBatch> _pending = new();
    private readonly Dictionary<long, Exception> _failures = [];
    private readonly Dictionary<long, CrashPoint> _crashes = [];

    public MemoryStore(StoreSchema schema, int partitionCount = 4)
        : this(schema.Tables.ToImmutableDictionary(table => table, table => new MemoryTable(table)), partitionCount)
    {
    }

    private MemoryStore(ImmutableDictionary<Table, MemoryTable> state, int partitionCount)
    {
        State = state;
        PartitionCount = partitionCount;
        _fence = new EpochFence(partitionCount);
        _reader = new MemoryReader(this);
    }

    public int PartitionCount { get; }

    /// <summary>Each batch is committed before <see cref="Submit"/> returns.</summary>
    public bool CommitsAtOnce { get; init; }

    /// <summary>Groups committed or failed so far: the number of the next write point.</summary>
    public long WritePoint { get; private set; }

    /// <summary>After a crash nothing is committed and nobody is told anything any more.</summary>
    public bool HasCrashed { get; private set; }

    public int PendingCount
    {
        get
        {
            lock (_gate)
                return _pending.Count;
        }
    }

    internal ImmutableDictionary<Table, MemoryTable> State { get; private set; }

    /// <summary>Has the group at a write point fail, as a full disk would.</summary>
    public void FailAt(long writePoint, Exception failure) => _failures.Add(writePoint, failure);

    public void CrashAt(long writePoint, CrashPoint point) => _crashes.Add(writePoint, point);

    /// <summary>Crashes now, between two groups.</summary>
    public void Crash() => HasCrashed = true;

    /// <summary>A store with exactly what is durable in this one, as a new process would find it.</summary>
    public MemoryStore Reopen() => new(State, PartitionCount) { CommitsAtOnce = CommitsAtOnce };

    public long Claim(int partition)
    {
        lock (_gate)
            return _fence.Claim(partition);
    }

    public void Submit(WriteBatch batch)
    {
        lock (_gate)
            _pending.Enqueue(batch);
        if (CommitsAtOnce)
            CommitPending();
    }

    public IStoreReader PartitionReader(int partition) => _reader;

    public ReaderLease RentReader() => new(_reader, giveBack: null);

    public void Dispose()
    {
        if (!HasCrashed)
            CommitPending();
    }

    /// <summary>Commits up to <paramref name="maxCount"/> waiting batches as one group, then completes them.</summary>
    /// <returns>How many batches left the queue.</returns>
    public int CommitPending(int maxCount = int.MaxValue)
    {
        List<(WriteBatch Batch, Exception? Failure)> outcomes = [];
        lock (_gate)
        {
            if (HasCrashed || _pending.Count == 0)
                return 0;

            CommitGroup(maxCount, outcomes);
        }

        if (HasCrashed)
            return 0;
        foreach (var (batch, failure) in outcomes)
            batch.Complete(failure);
        return outcomes.Count;
    }

    private void CommitGroup(int maxCount, List<(WriteBatch Batch, Exception? Failure)> outcomes)
    {
        var writePoint = WritePoint++;
        var hasCrash = _crashes.TryGetValue(writePoint, out var crash);
        HasCrashed = hasCrash;
        if (hasCrash && crash == CrashPoint.BeforeCommit)
            return;

        _ = _failures.TryGetValue(writePoint, out var groupFailure);
        for (; maxCount > 0 && _pending.TryDequeue(out var batch); maxCount--)
        {
            var failure = Apply(batch, groupFailure);
            if (failure is not null and not BatchFencedException)
                _fence.Fail(batch);
            outcomes.Add((batch, failure));
        }
    }

    private Exception? Apply(WriteBatch batch, Exception? groupFailure)
    {
        if (!_fence.Admits(batch))
            return new BatchFencedException(batch.Partition, batch.Epoch);
        if (groupFailure is not null)
            return groupFailure;

        try
        {
            var state = State;
            foreach (ref readonly var operation in batch.Operations)
                state = state.SetItem(operation.Table, Apply(state[operation.Table], batch, operation));
            State = state;
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }

    private static MemoryTable Apply(MemoryTable rows, WriteBatch batch, in WriteOperation operation)
    {
        switch (operation.Kind)
        {
            case WriteKind.Insert:
                return rows.Insert(ValuesOf(operation));
            case WriteKind.Upsert:
                return rows.Upsert(ValuesOf(operation));
            case WriteKind.DeleteRow:
                var key = new MemoryRowWriter(operation.Table.KeyOrdinals.Length);
                operation.Table.WriteKey(operation.Row!, key);
                return rows.Delete(key.Values);
            case WriteKind.DeleteKey:
                return rows.Delete(batch.KeyOf(operation));
            default:
                throw new InvalidOperationException($"Unknown operation {operation.Kind}.");
        }
    }

    private static ColumnValue[] ValuesOf(in WriteOperation operation)
    {
        var writer = new MemoryRowWriter(operation.Table.Columns.Length);
        operation.Table.Write(operation.Row!, writer);
        return writer.Values;
    }
}
