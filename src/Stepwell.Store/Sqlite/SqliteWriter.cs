using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>The only connection that changes rows. Used by the writer thread alone.</summary>
internal sealed class SqliteWriter : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqlDialect _dialect;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _commit;
    private readonly SqliteStatement _rollback;
    private readonly Dictionary<Table, Statements> _statements = [];

    public SqliteWriter(SqliteDatabase database, SqlDialect dialect)
    {
        _database = database;
        _dialect = dialect;
        _begin = database.Prepare("BEGIN IMMEDIATE");
        _commit = database.Prepare("COMMIT");
        _rollback = database.Prepare("ROLLBACK");
    }

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>After some errors SQLite has rolled back by itself.</summary>
    public void Rollback()
    {
        if (_database.IsInTransaction)
            _rollback.Run();
    }

    public int TakePagesWritten() => _database.TakePagesWritten();

    public void Write(WriteBatch batch)
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

    public void Dispose()
    {
        foreach (var statements in _statements.Values)
            statements.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
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
