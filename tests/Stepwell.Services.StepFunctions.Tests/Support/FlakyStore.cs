using Stepwell.Store;

namespace Stepwell.Services.StepFunctions.Tests.Support;

/// <summary>A store whose connection is lost, or where something happens between two reads, when a test says so.</summary>
internal sealed class FlakyStore(IStore store) : IStore
{
    private bool _failsNextRead;
    private (Table Table, Action Happens)? _beforeRead;

    public int PartitionCount => store.PartitionCount;

    public bool FailsNextRead => Volatile.Read(ref _failsNextRead);

    /// <summary>The next one who rents a reader gets none.</summary>
    public void FailNextRead() => Volatile.Write(ref _failsNextRead, true);

    /// <summary>Once, just before somebody beside the partitions reads the table.</summary>
    public void BeforeRead(Table table, Action happens) => _beforeRead = (table, happens);

    public long Claim(int partition) => store.Claim(partition);

    public void Submit(WriteBatch batch) => store.Submit(batch);

    public IStoreReader PartitionReader(int partition) => store.PartitionReader(partition);

    public ReaderLease RentReader() => Interlocked.Exchange(ref _failsNextRead, false)
        ? throw new StoreException("The connection was lost.")
        : _beforeRead is null ? store.RentReader() : Watched(store.RentReader());

    public void Dispose() => store.Dispose();

    private ReaderLease Watched(ReaderLease lease) => new(new WatchedReader(this, lease.Reader), _ => lease.Dispose());

    /// <summary>No engine has to stay at one state between two reads, so the reader then sees what has happened.</summary>
    private void Watch(Table table, IStoreReader reader)
    {
        if (_beforeRead is not { } watched || watched.Table != table)
            return;
        _beforeRead = null;
        watched.Happens();
        reader.Refresh();
    }

    private sealed class WatchedReader(FlakyStore store, IStoreReader reader) : IStoreReader
    {
        public void Refresh() => reader.Refresh();

        public TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
        {
            store.Watch(table, reader);
            return reader.Find(table, key);
        }

        public Dictionary<long, TRow> FindAll<TRow>(Table<TRow> table, IReadOnlyCollection<long> keys) where TRow : class
        {
            store.Watch(table, reader);
            return reader.FindAll(table, keys);
        }

        public IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class
        {
            store.Watch(table, reader);
            return reader.Range(table, range);
        }
    }
}
