using Npgsql;
using NpgsqlTypes;

namespace Stepwell.Store.Postgres;

/// <summary>Rows turned into one array per column, the form in which a statement takes many at once.</summary>
internal sealed class ColumnArrays : RowWriter
{
    private readonly List<long?>?[] _integers;
    private readonly List<byte[]?>?[] _bytes;
    private int _row;

    /// <param name="ordinals">Which columns of the table, in the order in which a row's values are written.</param>
    public ColumnArrays(Table table, IReadOnlyList<int> ordinals)
    {
        _integers = new List<long?>?[ordinals.Count];
        _bytes = new List<byte[]?>?[ordinals.Count];
        for (var i = 0; i < ordinals.Count; i++)
        {
            if (table.Columns[ordinals[i]].Type == ColumnType.Integer)
                _integers[i] = [];
            else
                _bytes[i] = [];
        }
    }

    public int Count { get; private set; }

    /// <summary>The next values are those of a further row.</summary>
    /// <returns>Its number.</returns>
    public int AddRow() => _row = Count++;

    /// <summary>The next values replace those of a row that is there.</summary>
    public void ReplaceRow(int row) => _row = row;

    public override void Null(int ordinal)
    {
        if (_integers[ordinal] is { } integers)
            Set(integers, null);
        else
            Set(_bytes[ordinal]!, null);
    }

    public override void Integer(int ordinal, long value) => Set(_integers[ordinal]!, value);

    public override void Text(int ordinal, string value) => Set(_bytes[ordinal]!, Utf8.Encode(value));

    public override void Blob(int ordinal, ReadOnlySpan<byte> value) => Set(_bytes[ordinal]!, value.ToArray());

    public void AddTo(NpgsqlParameterCollection parameters)
    {
        for (var i = 0; i < _integers.Length; i++)
        {
            parameters.Add(_integers[i] is { } integers
                ? new NpgsqlParameter<List<long?>> { TypedValue = integers, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint }
                : new NpgsqlParameter<List<byte[]?>> { TypedValue = _bytes[i]!, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        }
    }

    private void Set<T>(List<T> values, T value)
    {
        if (_row == values.Count)
            values.Add(value);
        else
            values[_row] = value;
    }
}
