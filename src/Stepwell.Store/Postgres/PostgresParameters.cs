using Npgsql;

namespace Stepwell.Store.Postgres;

/// <summary>The parameters of a command that reads.</summary>
internal sealed class PostgresParameters(NpgsqlParameterCollection parameters) : RowWriter
{
    public override void Null(int ordinal) => throw new InvalidOperationException("No query asks for a null by a parameter.");

    public override void Integer(int ordinal, long value) => parameters.Add(new NpgsqlParameter<long> { TypedValue = value });

    public override void Text(int ordinal, string value) => parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = Utf8.Encode(value) });

    public override void Blob(int ordinal, ReadOnlySpan<byte> value) =>
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = value.ToArray() });
}
