using System.Runtime.InteropServices;

namespace Stepwell.Store;

internal enum WriteKind : byte
{
    Insert,
    Upsert,
    DeleteRow,
    DeleteKey,
}

/// <summary>Row is set for all kinds but DeleteKey, whose values lie in the batch from KeyStart on.</summary>
internal readonly record struct WriteOperation(Table Table, WriteKind Kind, object? Row, int KeyStart);

/// <summary>
/// An ordered list of row changes in many tables that becomes durable whole or not at all. Belongs to its maker until it is
/// submitted, then to the store until <c>completed</c> is called; after that it can be cleared and used again. Not thread-safe.
/// </summary>
/// <param name="partition">Whose changes these are. Batches of one partition become durable in the order of submission.</param>
/// <param name="completed">
/// Called once per submission when the batch is durable (null) or failed (the reason).
/// Runs on the store's thread: it must be quick and must not throw.
/// </param>
public sealed class WriteBatch(int partition, Action<WriteBatch, Exception?> completed)
{
    private readonly List<WriteOperation> _operations = [];
    private readonly List<ColumnValue> _keys = [];

    public int Partition { get; } = partition;

    /// <summary>From <see cref="IStore.Claim"/>. A batch with an older epoch than the last claimed, or than one that failed, fails.</summary>
    public long Epoch { get; set; }

    public int Count => _operations.Count;

    internal ReadOnlySpan<WriteOperation> Operations => CollectionsMarshal.AsSpan(_operations);

    /// <summary>Adds a row to an append table. A second row with its key fails the batch.</summary>
    public void Append<TRow>(Table<TRow> table, TRow row) where TRow : class
    {
        if (table.Layout != TableLayout.Append)
            throw new ArgumentException($"Table {table.Name} is not an append table.", nameof(table));
        Insert(table, row);
    }

    /// <summary>Adds a row. A second row with its key fails the batch.</summary>
    public void Insert<TRow>(Table<TRow> table, TRow row) where TRow : class =>
        _operations.Add(new WriteOperation(table, WriteKind.Insert, row, 0));

    /// <summary>Adds a row or replaces the one with its key.</summary>
    public void Upsert<TRow>(Table<TRow> table, TRow row) where TRow : class =>
        _operations.Add(new WriteOperation(table, WriteKind.Upsert, row, 0));

    /// <summary>Removes the row that has the given row's key, if there is one.</summary>
    public void Delete<TRow>(Table<TRow> table, TRow row) where TRow : class =>
        _operations.Add(new WriteOperation(table, WriteKind.DeleteRow, row, 0));

    /// <summary>Removes the row that has this key, if there is one.</summary>
    public void DeleteKey<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        if (key.Length != table.KeyOrdinals.Length)
            throw new ArgumentException($"Table {table.Name} has a key of {table.KeyOrdinals.Length} columns, not {key.Length}.", nameof(key));
        _operations.Add(new WriteOperation(table, WriteKind.DeleteKey, null, _keys.Count));
        _keys.AddRange(key);
    }

    public void Clear()
    {
        _operations.Clear();
        _keys.Clear();
    }

    internal ReadOnlySpan<ColumnValue> KeyOf(in WriteOperation operation) =>
        CollectionsMarshal.AsSpan(_keys).Slice(operation.KeyStart, operation.Table.KeyOrdinals.Length);

    internal void Complete(Exception? failure) => completed(this, failure);
}
