using System.Collections.Immutable;

namespace Stepwell.Store;

/// <summary>
/// Reads what is durable. A call sees all batches, whole, that were completed before the first call since <see cref="Refresh"/>; what has
/// been submitted or completed since may or may not be seen. Not thread-safe.
/// </summary>
public interface IStoreReader
{
    /// <summary>
    /// Has the next call look at the store anew. Until then an engine may stay at one state of it, which costs less and keeps the
    /// write-ahead log from being recycled. No enumeration may be open.
    /// </summary>
    void Refresh();

    /// <summary>The row with this key, or null.</summary>
    TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class;

    /// <summary>By key, the rows of these keys that are there, all of one moment. Asks an engine behind a network once.</summary>
    /// <exception cref="ArgumentException">The key of the table is not one integer (<see cref="TableLayout.IntegerKey"/>).</exception>
    Dictionary<long, TRow> FindAll<TRow>(Table<TRow> table, IReadOnlyCollection<long> keys) where TRow : class;

    /// <summary>
    /// Rows in index order, read as they are asked for. All rows of one enumeration are of one moment; end it (or dispose it) soon,
    /// since an open one keeps the write-ahead log from being recycled. Enumerations may be nested.
    /// </summary>
    IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class;
}

/// <summary>
/// Which rows, and in what order: by the columns of the index, then by insertion (append tables) or by key.
/// </summary>
public sealed record RowRange
{
    public static readonly RowRange All = new();

    /// <summary>Null: the key.</summary>
    public TableIndex? Index { get; init; }

    /// <summary>Values that the first columns of the index must have.</summary>
    public ImmutableArray<ColumnValue> Prefix { get; init; } = [];

    /// <summary>
    /// Exclusive start: values of the index columns that follow the prefix, none of them null. Only rows that come after all rows with
    /// these values, in the direction of reading, are returned.
    /// </summary>
    public ImmutableArray<ColumnValue> After { get; init; } = [];

    public bool Descending { get; init; }

    public int Limit { get; init; } = int.MaxValue;
}
