using System.Collections.Immutable;

namespace Stepwell.Store;

/// <summary>A table as the engines see it: names, types, key and indexes.</summary>
public abstract class Table
{
    private protected Table(
        string name,
        TableLayout layout,
        ImmutableArray<string> key,
        ImmutableArray<ColumnDefinition> columns,
        ImmutableArray<TableIndex> indexes)
    {
        Identifier.Check(name);
        Name = name;
        Layout = layout;
        Columns = columns;
        Indexes = indexes;
        if (key.IsEmpty)
            throw new ArgumentException($"Table {name} has no key.", nameof(key));
        KeyOrdinals = [.. key.Select(Ordinal)];
        CheckShape();
    }

    public string Name { get; }

    public TableLayout Layout { get; }

    public ImmutableArray<ColumnDefinition> Columns { get; }

    public ImmutableArray<TableIndex> Indexes { get; }

    /// <summary>Positions of the key columns in <see cref="Columns"/>, most significant first.</summary>
    public ImmutableArray<int> KeyOrdinals { get; }

    public override string ToString() => Name;

    /// <exception cref="ArgumentException">The key has another number of columns.</exception>
    internal void CheckKey(ReadOnlySpan<ColumnValue> key)
    {
        if (key.Length != KeyOrdinals.Length)
            throw new ArgumentException($"Table {Name} has a key of {KeyOrdinals.Length} columns, not {key.Length}.", nameof(key));
    }

    /// <exception cref="ArgumentException">The key is not one integer.</exception>
    internal void CheckIntegerKey()
    {
        if (Layout != TableLayout.IntegerKey)
            throw new ArgumentException($"Table {Name} is not stored by an integer.");
    }

    /// <summary>Positions of an index's columns; of the key's for null.</summary>
    internal ImmutableArray<int> OrdinalsOf(TableIndex? index)
    {
        if (index is null)
            return KeyOrdinals;
        if (!Indexes.Contains(index))
            throw new ArgumentException($"Table {Name} has no index {index.Name}.", nameof(index));
        return [.. index.Columns.Select(Ordinal)];
    }

    internal int Ordinal(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Name == column)
                return i;
        }

        throw new ArgumentException($"Table {Name} has no column {column}.", nameof(column));
    }

    /// <summary>Hands all columns of a row to the writer, in declared order.</summary>
    internal abstract void Write(object row, RowWriter writer);

    /// <summary>Hands the key columns of a row to the writer, in key order.</summary>
    internal abstract void WriteKey(object row, RowWriter writer);

    private void CheckShape()
    {
        if (Columns.Select(column => column.Name).Distinct().Count() != Columns.Length)
            throw new ArgumentException($"Table {Name} names a column twice.");
        if (KeyOrdinals.Any(ordinal => Columns[ordinal].IsNullable))
            throw new ArgumentException($"Table {Name} has a nullable key column.");
        if (Layout == TableLayout.IntegerKey && (KeyOrdinals.Length != 1 || Columns[KeyOrdinals[0]].Type != ColumnType.Integer))
            throw new ArgumentException($"Table {Name} must have one integer as its key.");

        foreach (var index in Indexes)
        {
            Identifier.Check(index.Name);
            _ = OrdinalsOf(index);
            if (index.OnlyWhereNotNull is { } filter)
                _ = Ordinal(filter);
        }
    }
}

/// <summary>
/// A table, declared once: the engines derive from it the DDL, the prepared statements and the reads. Immutable; usually a static
/// field. Rows are immutable objects: a batch keeps the reference, and the engine reads the columns on its own thread.
/// </summary>
public sealed class Table<TRow> : Table
    where TRow : class
{
    private readonly ImmutableArray<Column<TRow>> _columns;
    private readonly Func<RowReader, TRow> _read;

    /// <param name="key">Names of columns that are not nullable, most significant first. No two rows have the same.</param>
    /// <param name="read">Makes a row from its columns, by ordinal in the order of <paramref name="columns"/>.</param>
    public Table(
        string name,
        TableLayout layout,
        ImmutableArray<string> key,
        ImmutableArray<Column<TRow>> columns,
        Func<RowReader, TRow> read,
        ImmutableArray<TableIndex> indexes = default)
        : base(name, layout, key, ImmutableArray<ColumnDefinition>.CastUp(columns), indexes.IsDefault ? [] : indexes)
    {
        _columns = columns;
        _read = read;
    }

    internal TRow Read(RowReader reader) => _read(reader);

    internal override void Write(object row, RowWriter writer)
    {
        var typed = (TRow)row;
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Write(typed, writer, i);
    }

    internal override void WriteKey(object row, RowWriter writer)
    {
        var typed = (TRow)row;
        for (var i = 0; i < KeyOrdinals.Length; i++)
            _columns[KeyOrdinals[i]].Write(typed, writer, i);
    }
}
