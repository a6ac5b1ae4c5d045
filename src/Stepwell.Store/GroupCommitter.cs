using System.Diagnostics.Metrics;

namespace Stepwell.Store;

/// <summary>
/// The writer thread: takes all batches that wait, writes them in one transaction, and completes them. While it commits, the next
/// group gathers.
/// </summary>
internal sealed class GroupCommitter : IDisposable
{
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _arrived = new(false);
    private readonly IGroupWriter _writer;
    private readonly CommitInstruments _instruments;
    private readonly EpochFence _fence;
    private readonly Thread _thread;
    private List<WriteBatch> _pending = [];
    private List<WriteBatch> _group = [];
    private bool _isStopped;

    public GroupCommitter(IGroupWriter writer, int partitionCount, IMeterFactory? meters)
    {
        _writer = writer;
        _instruments = new CommitInstruments(meters);
        _fence = new EpochFence(partitionCount);
        _thread = new Thread(Run) { IsBackground = true, Name = "stepwell store writer" };
        _thread.Start();
    }

    /// <summary>For an engine that nobody else writes to: an epoch higher than any before.</summary>
    public long Claim(int partition)
    {
        lock (_gate)
            return _fence.Claim(partition);
    }

    /// <summary>For an engine that keeps epochs: from now on this one may write.</summary>
    public void Claim(int partition, long epoch)
    {
        lock (_gate)
            _fence.Claim(partition, epoch);
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
        _instruments.Dispose();
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

            var begun = CommitInstruments.Begin();
            if (_writer.Write(_group) is not { } failure)
            {
                _instruments.Committed(begun, _group.Count);
                foreach (var batch in _group)
                    batch.Complete(failure: null);
                return;
            }

            _instruments.Failed();
            if (failure.Culprit is not { } culprit)
            {
                foreach (var batch in _group)
                    Fail(batch, failure.Reason);
                return;
            }

            Fail(culprit, failure.Reason);
            _group.Remove(culprit);
        }
    }

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

    private void Fail(WriteBatch batch, Exception failure)
    {
        lock (_gate)
            _fence.Fail(batch);
        batch.Complete(failure);
    }
}
