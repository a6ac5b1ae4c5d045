using System.Globalization;
using Npgsql;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

/// <summary>
/// A connection that a reader keeps while it has cursors open. Each cursor shows the moment in which it was declared, though all are of one
/// transaction.
/// </summary>
internal sealed class ReadSession : IDisposable
{
    /// <summary>Of how many rows a portion is.</summary>
    public const int RowsAtOnce = 1_000;

    private readonly NpgsqlTransaction _transaction;
    private readonly Dictionary<RangeStatement, int> _depths = [];
    private int _cursorCount;

    public ReadSession(NpgsqlDataSource source)
    {
        Connection = source.OpenConnection();
        _transaction = Connection.BeginTransaction();
    }

    public NpgsqlConnection Connection { get; }

    public bool HasCursors => _cursorCount > 0;

    /// <returns>The cursor's name.</returns>
    public string Declare(RangeStatement statement, RowRange range)
    {
        var depth = _depths.GetValueOrDefault(statement);
        _depths[statement] = depth + 1;
        _cursorCount++;
        var name = statement.CursorName(depth);
        using var declare = new NpgsqlCommand($"DECLARE {name} NO SCROLL CURSOR FOR {statement.Query}", Connection);
        RangeShape.Bind(range, new PostgresParameters(declare.Parameters));
        declare.ExecuteNonQuery();
        return name;
    }

    public NpgsqlCommand Fetch(string cursor) => new(string.Create(CultureInfo.InvariantCulture, $"FETCH {RowsAtOnce} FROM {cursor}"), Connection);

    public void Close(RangeStatement statement, string cursor)
    {
        _depths[statement]--;
        _cursorCount--;
        if (!HasCursors)
            return;
        using var close = new NpgsqlCommand("CLOSE " + cursor, Connection);
        close.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _transaction.Dispose();
        Connection.Dispose();
    }
}
