using System.Threading.Tasks.Sources;
using Stepwell.Store;

namespace Stepwell.Bench.Persist;

/// <summary>A caller that hands its own batch to the store and awaits it.</summary>
internal sealed class StoreCaller : ICaller, IValueTaskSource
{
    private readonly IStore _store;
    private readonly WriteBatch _batch;
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };

    public StoreCaller(IStore store, int partition, long epoch)
    {
        _store = store;
        _batch = new WriteBatch(partition, (_, failure) =>
        {
            if (failure is null)
                _core.SetResult(true);
            else
                _core.SetException(failure);
        })
        { Epoch = epoch };
    }

    public async ValueTask Append(long entity, long sequence, byte[] data, byte[] snapshot)
    {
        _core.Reset();
        _batch.Clear();
        _batch.Append(Shape.Events, new EventRow(entity, sequence, data));
        _batch.Upsert(Shape.Snapshots, new SnapshotRow(entity, sequence, snapshot));
        _store.Submit(_batch);
        await new ValueTask(this, _core.Version);
    }

    public void GetResult(short token) => _core.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
