using SQLitePCL;

namespace Stepwell.Store.Sqlite;

internal sealed class SqliteBinder(SqliteDatabase database, sqlite3_stmt statement) : RowWriter
{
    private const int StackBytes = 512;

    public override void Null(int ordinal) => database.Check(raw.sqlite3_bind_null(statement, ordinal + 1));

    public override void Integer(int ordinal, long value) => database.Check(raw.sqlite3_bind_int64(statement, ordinal + 1, value));

    public override void Text(int ordinal, string value)
    {
        // An empty span has no address, which SQLite would take for a null.
        if (value.Length == 0)
        {
            database.Check(raw.sqlite3_bind_text(statement, ordinal + 1, ""));
            return;
        }

        Span<byte> buffer = stackalloc byte[StackBytes];
        database.Check(raw.sqlite3_bind_text(statement, ordinal + 1, Utf8.Encode(value, buffer)));
    }

    public override void Blob(int ordinal, ReadOnlySpan<byte> value) => database.Check(raw.sqlite3_bind_blob(statement, ordinal + 1, value));
}
