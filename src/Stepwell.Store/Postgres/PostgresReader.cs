using System.Data;
using Npgsql;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

/// <summary>Reads through a pool. Keeps a connection only while large ranges are enumerated. Not thread-safe.</summary>
internal sealed class PostgresReader(NpgsqlDataSource source, ReadStatements statements) : IStoreReader
{
    /// <summary>Every call is a statement of its own, which sees the newest state: a transaction around them would cost a round trip.</summary>
    public void Refresh()
    {
    }

    private ReadSession? _session;

    public TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        table.CheckKey(key);
        try
        {
            using var command = Command(statements.Find(table));
            var parameters = new PostgresParameters(command.Parameters);
            for (var i = 0; i < key.Length; i++)
                parameters.Value(i, key[i]);
            using var reader = command.ExecuteReader(CommandBehavior.SingleRow);
            return reader.Read() ? table.Read(new PostgresRow(reader)) : null;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    public Dictionary<long, TRow> FindAll<TRow>(Table<TRow> table, IReadOnlyCollection<long> keys) where TRow : class
    {
        table.CheckIntegerKey();
        try
        {
            using var command = Command(statements.FindAll(table));
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. keys] });
            using var reader = command.ExecuteReader();
            var row = new PostgresRow(reader);
            var found = new Dictionary<long, TRow>();
            while (reader.Read())
                found.Add(row.Integer(table.KeyOrdinals[0]), table.Read(row));
            return found;
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    public IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class
    {
        var statement = statements.Range(RangeShape.Of(table, range));
        return range.Limit <= ReadSession.RowsAtOnce ? AtOnce(table, range, statement) : InPortions(table, range, statement);
    }

    private IEnumerable<TRow> AtOnce<TRow>(Table<TRow> table, RowRange range, RangeStatement statement) where TRow : class
    {
        // Not before the first row is asked for.
        foreach (var row in Read(Command(statement.Query), table, command => RangeShape.Bind(range, new PostgresParameters(command.Parameters))))
            yield return row;
    }

    private IEnumerable<TRow> InPortions<TRow>(Table<TRow> table, RowRange range, RangeStatement statement) where TRow : class
    {
        var (session, cursor) = Declare(statement, range);
        try
        {
            while (true)
            {
                var rows = Read(session.Fetch(cursor), table, bind: null);
                foreach (var row in rows)
                    yield return row;
                if (rows.Count < ReadSession.RowsAtOnce)
                    yield break;
            }
        }
        finally
        {
            Close(session, statement, cursor);
        }
    }

    private (ReadSession Session, string Cursor) Declare(RangeStatement statement, RowRange range)
    {
        try
        {
            _session ??= new ReadSession(source);
            return (_session, _session.Declare(statement, range));
        }
        catch (NpgsqlException exception)
        {
            Drop(_session);
            throw PostgresErrors.Translate(exception);
        }
    }

    /// <summary>Does not fail: what the caller has read it has, and a session that broke is told of by the next read.</summary>
    private void Close(ReadSession session, RangeStatement statement, string cursor)
    {
        if (session != _session)
            return;
        try
        {
            session.Close(statement, cursor);
            if (!session.HasCursors)
                Drop(session);
        }
        catch (NpgsqlException)
        {
            Drop(session);
        }
    }

    private void Drop(ReadSession? session)
    {
        session?.Dispose();
        _session = null;
    }

    private static List<TRow> Read<TRow>(NpgsqlCommand command, Table<TRow> table, Action<NpgsqlCommand>? bind) where TRow : class
    {
        try
        {
            using (command)
            {
                bind?.Invoke(command);
                using var reader = command.ExecuteReader();
                var row = new PostgresRow(reader);
                var rows = new List<TRow>();
                while (reader.Read())
                    rows.Add(table.Read(row));
                return rows;
            }
        }
        catch (NpgsqlException exception)
        {
            throw PostgresErrors.Translate(exception);
        }
    }

    private NpgsqlCommand Command(string text) => _session is { } session ? new NpgsqlCommand(text, session.Connection) : source.CreateCommand(text);
}
