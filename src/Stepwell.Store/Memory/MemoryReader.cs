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
        if (key.Length != table.KeyOrdinals.Length)
            throw new ArgumentException($"Table {table.Name} has a key of {table.KeyOrdinals.Length} columns, not {key.Length}.", nameof(key));
        return store.State[table].Find(key) is { } values ? table.Read(new MemoryRowReader(values)) : null;
    }

    public IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class =>
        Enumerate(table, range, RangeShape.Of(table, range));

    private IEnumerable<TRow> Enumerate<TRow>(Table<TRow> table, RowRange range, RangeShape shape) where TRow : class
    {
        foreach (var values in store.State[table].Range(shape, range))
            yield return table.Read(new MemoryRowReader(values));
    }
}
