using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>The only connection that changes rows. Used by the writer thread alone.</summary>
internal sealed class SqliteWriter : IGroupWriter
{
    private readonly SqliteDatabase _database;
    private readonly SqlDialect _dialect;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly Dictionary<Table, Statements> _statements = [];

    public SqliteWriter(SqliteDatabase database, SqlDialect dialect, SqliteCheckpointer checkpointer)
    {
        _database = database;
        _dialect = dialect;
        _checkpointer = checkpointer;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");
    }

    public GroupFailure? Write(List<WriteBatch> group)
    {
        WriteBatch? current = null;
        try
        {
            lock (_checkpointer.WriterHold)
            {
                _begin.Run();
                foreach (var batch in group)
                {
                    current = batch;
                    Write(batch);
                }

                current = null;
                _commit.Run();
                _checkpointer.PagesWritten(_database.TakePagesWritten());
                return null;
            }
        }
        catch (Exception exception)
        {
            return RollBack() is { } second
                ? new GroupFailure(new AggregateException(exception, second), Culprit: null)
                : GroupFailure.Of(exception, current);
        }
    }

    public void Dispose()
    {
        foreach (var statements in _statements.Values)
            statements.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }

    private void Write(WriteBatch batch)
    {
        foreach (ref readonly var operation in batch.Operations)
        {
            var statements = StatementsOf(operation.Table);
            switch (operation.Kind)
            {
                case WriteKind.Insert:
                    operation.Table.Write(operation.Row!, statements.Insert.Parameters);
                    statements.Insert.Run();
                    break;
                case WriteKind.Upsert:
                    operation.Table.Write(operation.Row!, statements.Upsert.Parameters);
                    statements.Upsert.Run();
                    break;
                case WriteKind.DeleteRow:
                    operation.Table.WriteKey(operation.Row!, statements.Delete.Parameters);
                    statements.Delete.Run();
                    break;
                case WriteKind.DeleteKey:
                    var key = batch.KeyOf(operation);
                    for (var i = 0; i < key.Length; i++)
                        statements.Delete.Parameters.Value(i, key[i]);
                    statements.Delete.Run();
                    break;
                default:
                    throw new InvalidOperationException($"Unknown operation {operation.Kind}.");
            }
        }
    }

    /// <summary>After some errors SQLite has rolled back by itself.</summary>
    private StoreException? RollBack()
    {
        try
        {
            if (_database.IsInTransaction)
                _rollback.Run();
            return null;
        }
        catch (StoreException exception)
        {
            return exception;
        }
    }

    private Statements StatementsOf(Table table)
    {
        if (!_statements.TryGetValue(table, out var statements))
        {
            statements = new Statements(
                _database.Prepare(_dialect.Insert(table)), _database.Prepare(_dialect.Upsert(table)), _database.Prepare(_dialect.Delete(table)));
            _statements.Add(table, statements);
        }

        return statements;
    }

    private sealed record Statements(SqliteStatement Insert, SqliteStatement Upsert, SqliteStatement Delete) : IDisposable
    {
        public void Dispose()
        {
            Insert.Dispose();
            Upsert.Dispose();
            Delete.Dispose();
        }
    }
}
