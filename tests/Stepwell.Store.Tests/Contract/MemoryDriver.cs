using Stepwell.Store.Memory;

namespace Stepwell.Store.Tests.Contract;

internal sealed class MemoryDriver : StoreDriver
{
    private MemoryStore _store = new(TestSchema.Current);

    public override IStore Store => _store;

    public override void Flush() => _store.CommitPending();

    public override void Dispose() => _store.Dispose();

    protected override void ReopenStore()
    {
        _store.Dispose();
        _store = _store.Reopen();
    }
}
