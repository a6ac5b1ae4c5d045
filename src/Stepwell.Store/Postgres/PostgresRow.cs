using System.Text;
using Npgsql;

namespace Stepwell.Store.Postgres;

internal sealed class PostgresRow(NpgsqlDataReader reader) : RowReader
{
    public override bool IsNull(int ordinal) => reader.IsDBNull(ordinal);

    public override long Integer(int ordinal) => reader.GetInt64(ordinal);

    public override string Text(int ordinal) => Encoding.UTF8.GetString(Blob(ordinal));

    public override byte[] Blob(int ordinal) => reader.GetFieldValue<byte[]>(ordinal);
}
