using Npgsql;
using NpgsqlTypes;

namespace Stepwell.Store.Postgres;

/// <summary>The values of a row that is imported; they come in the order of their columns.</summary>
internal sealed class PostgresImporter(NpgsqlBinaryImporter import) : RowWriter
{
    public override void Null(int ordinal) => import.WriteNull();

    public override void Integer(int ordinal, long value) => import.Write(value, NpgsqlDbType.Bigint);

    public override void Text(int ordinal, string value) => import.Write(Utf8.Encode(value), NpgsqlDbType.Bytea);

    public override void Blob(int ordinal, ReadOnlySpan<byte> value) => import.Write(value.ToArray(), NpgsqlDbType.Bytea);
}
