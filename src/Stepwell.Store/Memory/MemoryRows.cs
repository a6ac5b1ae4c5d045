namespace Stepwell.Store.Memory;

/// <summary>Takes a row or key apart into values that no one else can change.</summary>
internal sealed class MemoryRowWriter(int columnCount) : RowWriter
{
    public ColumnValue[] Values { get; } = new ColumnValue[columnCount];

    public override void Null(int ordinal) => Values[ordinal] = ColumnValue.Null;

    public override void Integer(int ordinal, long value) => Values[ordinal] = value;

    public override void Text(int ordinal, string value)
    {
        Utf8.Check(value);
        Values[ordinal] = value;
    }

    public override void Blob(int ordinal, ReadOnlySpan<byte> value) => Values[ordinal] = value.ToArray();
}

internal sealed class MemoryRowReader(ColumnValue[] values) : RowReader
{
    public override bool IsNull(int ordinal) => values[ordinal].IsNull;

    public override long Integer(int ordinal) => values[ordinal].Integer;

    public override string Text(int ordinal) => values[ordinal].Text;

    public override byte[] Blob(int ordinal) => [.. values[ordinal].Blob];
}
