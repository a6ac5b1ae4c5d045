namespace Stepwell.Store;

/// <summary>Takes the values of a row, or of its key, one ordinal at a time from 0. Implemented by each engine.</summary>
internal abstract class RowWriter
{
    public abstract void Null(int ordinal);

    public abstract void Integer(int ordinal, long value);

    public abstract void Text(int ordinal, string value);

    public abstract void Blob(int ordinal, ReadOnlySpan<byte> value);

    public void Value(int ordinal, ColumnValue value)
    {
        if (value.IsNull)
        {
            Null(ordinal);
            return;
        }

        switch (value.Type)
        {
            case ColumnType.Integer:
                Integer(ordinal, value.Integer);
                break;
            case ColumnType.Text:
                Text(ordinal, value.Text);
                break;
            default:
                Blob(ordinal, value.Blob);
                break;
        }
    }
}
