using Stepwell.Store.Postgres;
using Stepwell.Testing;

namespace Stepwell.Store.Tests.Contract;

internal sealed class PostgresDriver : StoreDriver
{
    private readonly string _address = PostgresServer.Shared.TakeDatabase();
    private PostgresStore _store;

    public PostgresDriver() => _store = Open();

    public override IStore Store => _store;

    public override void Flush()
    {
    }

    public override void Dispose()
    {
        _store.Dispose();
        PostgresServer.Shared.GiveBack(_address);
    }

    protected override void ReopenStore()
    {
        _store.Dispose();
        _store = Open();
    }

    private PostgresStore Open() => PostgresStore.Open(new PostgresStoreOptions(_address), TestSchema.Current);
}
