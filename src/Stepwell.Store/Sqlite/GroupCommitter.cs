namespace Stepwell.Store.Sqlite;

/// <summary>
/// The writer thread: takes all batches that wait, writes them in one transaction, and completes them. While it commits, the next
/// group gathers.
/// </summary>
internal sealed class GroupCommitter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly SqliteWriter _writer;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly EpochFence _fence;
    private readonly Thread _thread;
    private List<WriteBatch> _pending = [];
    private List<WriteBatch> _group = [];
    private bool _isStopped;

    public GroupCommitter(SqliteWriter writer, SqliteCheckpointer checkpointer, int partitionCount)
    {
        _writer = writer;
        _checkpointer = checkpointer;
        _fence = new EpochFence(partitionCount);
        _thread = new Thread(Run) { IsBackground = true, Name = "stepwell store writer" };
        _thread.Start();
    }

    public long Claim(int partition)
    {
        lock (_gate)
            return _fence.Claim(partition);
    }

    public void Submit(WriteBatch batch)
    {
        bool isFirst;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopped, this);
            _pending.Add(batch);
            isFirst = _pending.Count == 1;
        }

        if (isFirst)
            _arrived.Set();
    }

    /// <summary>Commits what is pending and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate)
            _isStopped = true;
        _arrived.Set();
        _thread.Join();
        _writer.Dispose();
        _arrived.Dispose();
    }

    private void Run()
    {
        while (TakeGroup())
        {
            CommitGroup();
            _group.Clear();
        }
    }

    private bool TakeGroup()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_pending.Count > 0)
                {
                    (_pending, _group) = (_group, _pending);
                    return true;
                }

                if (_isStopped)
                    return false;
            }

            _arrived.WaitOne();
        }
    }

    /// <summary>A batch that cannot be written leaves the group, and the rest is tried again without it.</summary>
    private void CommitGroup()
    {
        while (true)
        {
            RefuseFenced();
            if (_group.Count == 0)
                return;

            WriteBatch? culprit = null;
            try
            {
                lock (_checkpointer.WriterHold)
                    WriteGroup(ref culprit);
            }
            catch (Exception exception)
            {
                var failure = RollBack(exception);
                if (culprit is not null && IsItsOwnFault(exception))
                {
                    Fail(culprit, failure);
                    _group.Remove(culprit);
                    continue;
                }

                foreach (var batch in _group)
                    Fail(batch, failure);
                return;
            }

            foreach (var batch in _group)
                batch.Complete(failure: null);
            return;
        }
    }

    private void WriteGroup(ref WriteBatch? current)
    {
        _writer.Begin();
        foreach (var batch in _group)
        {
            current = batch;
            _writer.Write(batch);
        }

        current = null;
        _writer.Commit();
        _checkpointer.PagesWritten(_writer.TakePagesWritten());
    }

    /// <summary>Rows that break a constraint or cannot be read; anything else the store says of itself.</summary>
    private static bool IsItsOwnFault(Exception exception) => exception is ConstraintException or not StoreException;

    private void RefuseFenced()
    {
        for (var i = _group.Count - 1; i >= 0; i--)
        {
            var batch = _group[i];
            bool isAdmitted;
            lock (_gate)
                isAdmitted = _fence.Admits(batch);
            if (isAdmitted)
                continue;

            _group.RemoveAt(i);
            batch.Complete(new BatchFencedException(batch.Partition, batch.Epoch));
        }
    }

    private Exception RollBack(Exception reason)
    {
        try
        {
            _writer.Rollback();
            return reason;
        }
        catch (StoreException exception)
        {
            return new AggregateException(reason, exception);
        }
    }

    private void Fail(WriteBatch batch, Exception failure)
    {
        lock (_gate)
            _fence.Fail(batch);
        batch.Complete(failure);
    }
}
