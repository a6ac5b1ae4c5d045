using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>A connection that only reads, with statements kept per table and shape.</summary>
internal sealed class SqliteReader(string path, SqlDialect dialect) : IStoreReader, IDisposable
{
    private readonly SqliteDatabase _database = new(path, isReadOnly: true);
    private readonly Dictionary<Table, SqliteStatement> _finds = [];
    private readonly Dictionary<RangeShape, Stack<SqliteStatement>> _idleRanges = [];

    public TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        if (key.Length != table.KeyOrdinals.Length)
            throw new ArgumentException($"Table {table.Name} has a key of {table.KeyOrdinals.Length} columns, not {key.Length}.", nameof(key));
        if (!_finds.TryGetValue(table, out var statement))
            _finds.Add(table, statement = _database.Prepare(dialect.Find(table)));

        for (var i = 0; i < key.Length; i++)
            statement.Parameters.Value(i, key[i]);
        try
        {
            return statement.Step() ? table.Read(statement.Row) : null;
        }
        finally
        {
            statement.Reset();
        }
    }

    public IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class =>
        Enumerate(table, range, RangeShape.Of(table, range));

    public void Dispose()
    {
        foreach (var statement in _finds.Values.Concat(_idleRanges.Values.SelectMany(idle => idle)))
            statement.Dispose();
        _database.Dispose();
    }

    private IEnumerable<TRow> Enumerate<TRow>(Table<TRow> table, RowRange range, RangeShape shape) where TRow : class
    {
        if (!_idleRanges.TryGetValue(shape, out var idle))
            _idleRanges.Add(shape, idle = new Stack<SqliteStatement>());
        if (!idle.TryPop(out var statement))
            statement = _database.Prepare(dialect.Range(shape));

        try
        {
            RangeShape.Bind(range, statement.Parameters);
            while (statement.Step())
                yield return table.Read(statement.Row);
        }
        finally
        {
            statement.Reset();
            idle.Push(statement);
        }
    }
}
