using Stepwell.Store.Sql;

namespace Stepwell.Store.Memory;

internal sealed class MemoryReader(MemoryStore store) : IStoreReader
{
    /// <summary>Every call looks at the newest state.</summary>
    public void Refresh()
    {
    }

    public TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        table.CheckKey(key);
        return store.State[table].Find(key) is { } values ? table.Read(new MemoryRowReader(values)) : null;
    }

    public Dictionary<long, TRow> FindAll<TRow>(Table<TRow> table, IReadOnlyCollection<long> keys) where TRow : class
    {
        table.CheckIntegerKey();
        var rows = store.State[table];
        var found = new Dictionary<long, TRow>();
        foreach (var key in keys)
            if (rows.Find([key]) is { } values) found[key] = table.Read(new MemoryRowReader(values));
        return found;
    }

    public IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class =>
        Enumerate(table, range, RangeShape.Of(table, range));

    private IEnumerable<TRow> Enumerate<TRow>(Table<TRow> table, RowRange range, RangeShape shape) where TRow : class
    {
        foreach (var values in store.State[table].Range(shape, range))
            yield return table.Read(new MemoryRowReader(values));
    }
}
