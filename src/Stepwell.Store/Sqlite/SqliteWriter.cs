using System.Diagnostics.CodeAnalysis;
using SQLitePCL;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>The only connection that changes rows. Used by one thread at a time, which holds the checkpointer's hold.</summary>
internal sealed class SqliteWriter : IGroupWriter
{
    private readonly SqlDialect _dialect;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly Dictionary<Table, Statements> _statements = [];
    private SqliteDatabase _database;
    private SqliteStatement _begin;
    private SqliteStatement _commit;
    private SqliteStatement _rollback;
    private bool _isInDoubt;

    public SqliteWriter(SqliteDatabase database, SqlDialect dialect, SqliteCheckpointer checkpointer)
    {
        _dialect = dialect;
        _checkpointer = checkpointer;
        Open(database);
    }

    public GroupFailure? Write(List<WriteBatch> group)
    {
        lock (_checkpointer.WriterHold)
        {
            return _checkpointer.HasLostPages
                ? new GroupFailure(new StoreException("The disk failed, and the log has to be copied into the database once more."), Culprit: null)
                : WriteHeld(group);
        }
    }

    /// <summary>
    /// When a commit has failed, the transaction may still be in the log, where the next start would find it whole. Here another is written over
    /// it, so that it stays as it was answered: not done.
    /// </summary>
    /// <exception cref="StoreException">That is not possible yet.</exception>
    public void Settle()
    {
        if (!_isInDoubt)
            return;
        try
        {
            _begin.Run();
            _database.Execute("PRAGMA user_version=1");
            _commit.Run();
            _isInDoubt = false;
        }
        catch
        {
            _ = RollBack();
            throw;
        }
    }

    /// <summary>Begins on a new connection, to a log that has no commit in doubt.</summary>
    [MemberNotNull(nameof(_database), nameof(_begin), nameof(_commit), nameof(_rollback))]
    public void Open(SqliteDatabase database)
    {
        _database = database;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");
        _isInDoubt = false;
    }

    /// <summary>Ends the use of the connection.</summary>
    public void Dispose()
    {
        foreach (var statements in _statements.Values)
            statements.Dispose();
        _statements.Clear();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
    }

    private GroupFailure? WriteHeld(List<WriteBatch> group)
    {
        WriteBatch? current = null;
        var isCommitting = false;
        try
        {
            _begin.Run();
            foreach (var batch in group)
            {
                current = batch;
                Write(batch);
            }

            current = null;
            isCommitting = true;
            _commit.Run();
            var pages = _database.TakePagesWritten();
            _isInDoubt &= pages == 0;
            _checkpointer.PagesWritten(pages);
            return null;
        }
        catch (Exception exception)
        {
            // A disk without room has not taken the end of the transaction. After other errors it may be there.
            _isInDoubt |= isCommitting && exception is not StoreException { EngineCode: raw.SQLITE_FULL };
            return RollBack() is { } second
                ? new GroupFailure(new AggregateException(exception, second), Culprit: null)
                : GroupFailure.Of(exception, current);
        }
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
            _ = _database.TakePagesWritten();
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
