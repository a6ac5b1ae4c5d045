using Stepwell.Store.Memory;
using Stepwell.Store.Tests.Contract;

namespace Stepwell.Store.Tests.Memory;

public sealed class MemoryStoreTests : IDisposable
{
    private readonly MemoryStore _store = new(TestSchema.Current);
    private readonly List<Exception?> _outcomes = [];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Nothing_is_durable_before_the_test_says_so()
    {
        Submit(1);
        Submit(2);
        Assert.Empty(_outcomes);
        Assert.Empty(Sequences(_store));

        Assert.Equal(1, _store.CommitPending(maxCount: 1));
        Assert.Equal([null], _outcomes);
        Assert.Equal([1], Sequences(_store));
        Assert.Equal(1, _store.PendingCount);
    }

    [Fact]
    public void Group_fails_at_its_write_point_and_the_store_goes_on()
    {
        var full = new StoreException("disk full");
        _store.FailAt(1, full);
        Submit(1);
        _store.CommitPending();
        Submit(2);
        _store.CommitPending();
        Submit(3, partition: 1);
        _store.CommitPending();

        Assert.Equal([null, full, null], _outcomes);
        Assert.Equal([1, 3], Sequences(_store));
    }

    [Fact]
    public void Crash_before_the_commit_loses_the_group_and_tells_nobody()
    {
        _store.CrashAt(1, CrashPoint.BeforeCommit);
        Submit(1);
        _store.CommitPending();
        Submit(2);
        _store.CommitPending();
        Submit(3);
        _store.CommitPending();

        Assert.True(_store.HasCrashed);
        Assert.Equal([null], _outcomes);
        Assert.Equal([1], Sequences(_store.Reopen()));
    }

    [Fact]
    public void Crash_after_the_commit_keeps_the_group_and_tells_nobody()
    {
        _store.CrashAt(1, CrashPoint.AfterCommit);
        Submit(1);
        _store.CommitPending();
        Submit(2);
        _store.CommitPending();

        Assert.Equal([null], _outcomes);
        Assert.Equal([1, 2], Sequences(_store.Reopen()));
    }

    [Fact]
    public void Reopened_store_does_not_share_what_is_written_later()
    {
        Submit(1);
        _store.CommitPending();
        var reopened = _store.Reopen();
        Submit(2);
        _store.CommitPending();

        Assert.Equal([1], Sequences(reopened));
    }

    [Fact]
    public void Rows_do_not_follow_arrays_that_change_later()
    {
        byte[] data = [1];
        Submit(1, data: data);
        _store.CommitPending();
        data[0] = 2;
        using var lease = _store.RentReader();
        lease.Reader.Find(Entry.Table, "j", 1)!.Data[0] = 3;

        Assert.Equal([1], lease.Reader.Find(Entry.Table, "j", 1)!.Data);
    }

    private void Submit(long sequence, int partition = 0, byte[]? data = null)
    {
        var batch = new WriteBatch(partition, (_, failure) => _outcomes.Add(failure)) { Epoch = 1 };
        batch.Append(Entry.Table, new Entry("j", sequence, data ?? []));
        _store.Submit(batch);
    }

    private static IEnumerable<long> Sequences(MemoryStore store)
    {
        using var lease = store.RentReader();
        return [.. lease.Reader.Range(Entry.Table, RowRange.All).Select(row => row.Sequence)];
    }
}
