namespace Stepwell.Store;

/// <summary>Declares columns: a name, a type, and where the value is found in a row.</summary>
public static class Column
{
    public static Column<TRow> Integer<TRow>(string name, Func<TRow, long> value) where TRow : class =>
        new(name, ColumnType.Integer, isNullable: false, (row, writer, ordinal) => writer.Integer(ordinal, value(row)));

    public static Column<TRow> Text<TRow>(string name, Func<TRow, string> value) where TRow : class =>
        new(name, ColumnType.Text, isNullable: false, (row, writer, ordinal) => writer.Text(ordinal, value(row)));

    public static Column<TRow> Blob<TRow>(string name, Func<TRow, ReadOnlyMemory<byte>> value) where TRow : class =>
        new(name, ColumnType.Blob, isNullable: false, (row, writer, ordinal) => writer.Blob(ordinal, value(row).Span));

    public static Column<TRow> NullableInteger<TRow>(string name, Func<TRow, long?> value) where TRow : class =>
        new(name, ColumnType.Integer, isNullable: true, (row, writer, ordinal) =>
        {
            if (value(row) is { } integer)
                writer.Integer(ordinal, integer);
            else
                writer.Null(ordinal);
        });

    public static Column<TRow> NullableText<TRow>(string name, Func<TRow, string?> value) where TRow : class =>
        new(name, ColumnType.Text, isNullable: true, (row, writer, ordinal) =>
        {
            if (value(row) is { } text)
                writer.Text(ordinal, text);
            else
                writer.Null(ordinal);
        });

    /// <summary>An array of its own overload: as memory a null array would become an empty blob.</summary>
    public static Column<TRow> NullableBlob<TRow>(string name, Func<TRow, byte[]?> value) where TRow : class =>
        new(name, ColumnType.Blob, isNullable: true, (row, writer, ordinal) =>
        {
            if (value(row) is { } blob)
                writer.Blob(ordinal, blob);
            else
                writer.Null(ordinal);
        });

    public static Column<TRow> NullableBlob<TRow>(string name, Func<TRow, ReadOnlyMemory<byte>?> value) where TRow : class =>
        new(name, ColumnType.Blob, isNullable: true, (row, writer, ordinal) =>
        {
            if (value(row) is { } blob)
                writer.Blob(ordinal, blob.Span);
            else
                writer.Null(ordinal);
        });
}

/// <summary>A column of a table of <typeparamref name="TRow"/>. Made by <see cref="Column"/>.</summary>
public sealed class Column<TRow> : ColumnDefinition
    where TRow : class
{
    private readonly Action<TRow, RowWriter, int> _write;

    internal Column(string name, ColumnType type, bool isNullable, Action<TRow, RowWriter, int> write)
        : base(name, type, isNullable) => _write = write;

    internal void Write(TRow row, RowWriter writer, int ordinal) => _write(row, writer, ordinal);
}

/// <summary>What a column looks like in the database.</summary>
public abstract class ColumnDefinition
{
    private protected ColumnDefinition(string name, ColumnType type, bool isNullable)
    {
        Identifier.Check(name);
        Name = name;
        Type = type;
        IsNullable = isNullable;
    }

    public string Name { get; }

    public ColumnType Type { get; }

    public bool IsNullable { get; }
}
