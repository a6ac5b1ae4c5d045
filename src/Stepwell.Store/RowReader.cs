namespace Stepwell.Store;

/// <summary>
/// The columns of one row in declared order, from ordinal 0. Valid only inside the call that it is given to; text and blobs are
/// copies that the caller owns.
/// </summary>
public abstract class RowReader
{
    public abstract bool IsNull(int ordinal);

    public abstract long Integer(int ordinal);

    public abstract string Text(int ordinal);

    public abstract byte[] Blob(int ordinal);

    public long? NullableInteger(int ordinal) => IsNull(ordinal) ? null : Integer(ordinal);

    public string? NullableText(int ordinal) => IsNull(ordinal) ? null : Text(ordinal);

    public byte[]? NullableBlob(int ordinal) => IsNull(ordinal) ? null : Blob(ordinal);
}
