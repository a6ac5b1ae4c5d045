using System.Text;
using SQLitePCL;

namespace Stepwell.Store.Sqlite;

internal sealed class SqliteRow(sqlite3_stmt statement) : RowReader
{
    public override bool IsNull(int ordinal) => raw.sqlite3_column_type(statement, ordinal) == raw.SQLITE_NULL;

    public override long Integer(int ordinal) => raw.sqlite3_column_int64(statement, ordinal);

    // Read as a blob, the bytes of a text are all there, zeros among them included.
    public override string Text(int ordinal) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(statement, ordinal));

    public override byte[] Blob(int ordinal) => raw.sqlite3_column_blob(statement, ordinal).ToArray();
}
