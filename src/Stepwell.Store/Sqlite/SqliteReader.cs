using System.Diagnostics.CodeAnalysis;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>
/// A connection that only reads, with statements kept per table and shape. Opened when it is needed. For one user at a time; somebody else may
/// close it between two uses.
/// </summary>
internal sealed class SqliteReader(string path, SqlDialect dialect) : IStoreReader, IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Table, SqliteStatement> _finds = [];
    private readonly Dictionary<RangeShape, Stack<SqliteStatement>> _idleRanges = [];
    private SqliteDatabase? _database;
    private SqliteStatement? _begin;
    private SqliteStatement? _end;
    private bool _isInSnapshot;
    private int _useCount;
    private bool _isShut;

    /// <summary>
    /// One transaction spans what is read between two calls. Each begins with locks, and finds the page cache of the one before useless when
    /// there was a commit.
    /// </summary>
    public void Refresh()
    {
        lock (_gate)
        {
            if (_isInSnapshot && _useCount == 0)
                EndSnapshot();
        }
    }

    public TRow? Find<TRow>(Table<TRow> table, params ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        table.CheckKey(key);
        var database = Enter();
        try
        {
            return Find(database, table, key);
        }
        finally
        {
            Leave();
        }
    }

    public Dictionary<long, TRow> FindAll<TRow>(Table<TRow> table, IReadOnlyCollection<long> keys) where TRow : class
    {
        table.CheckIntegerKey();
        var found = new Dictionary<long, TRow>();
        var database = Enter();
        try
        {
            foreach (var key in keys)
            {
                if (Find(database, table, [key]) is { } row)
                    found[key] = row;
            }

            return found;
        }
        finally
        {
            Leave();
        }
    }

    public IEnumerable<TRow> Range<TRow>(Table<TRow> table, RowRange range) where TRow : class =>
        Enumerate(table, range, RangeShape.Of(table, range));

    /// <summary>Closes the connection unless it is in use, and lets nobody use it any more.</summary>
    /// <returns>Whether it is closed.</returns>
    public bool TryShut()
    {
        lock (_gate)
        {
            _isShut = true;
            if (_useCount == 0)
                Close();
            return _useCount == 0;
        }
    }

    /// <summary>It may be used again.</summary>
    public void Unshut()
    {
        lock (_gate)
            _isShut = false;
    }

    public void Dispose()
    {
        lock (_gate)
            Close();
    }

    private TRow? Find<TRow>(SqliteDatabase database, Table<TRow> table, ReadOnlySpan<ColumnValue> key) where TRow : class
    {
        if (!_finds.TryGetValue(table, out var statement))
            _finds.Add(table, statement = database.Prepare(dialect.Find(table)));
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

    private IEnumerable<TRow> Enumerate<TRow>(Table<TRow> table, RowRange range, RangeShape shape) where TRow : class
    {
        var database = Enter();
        try
        {
            if (!_idleRanges.TryGetValue(shape, out var idle))
                _idleRanges.Add(shape, idle = new Stack<SqliteStatement>());
            if (!idle.TryPop(out var statement))
                statement = database.Prepare(dialect.Range(shape));

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
        finally
        {
            Leave();
        }
    }

    private SqliteDatabase Enter()
    {
        lock (_gate)
        {
            if (_isShut)
                throw new StoreException("The store is being recovered after its disk failed.");
            if (_database is null)
                Open();
            if (!_isInSnapshot)
            {
                _begin!.Run();
                _isInSnapshot = true;
            }

            _useCount++;
            return _database;
        }
    }

    private void Leave()
    {
        lock (_gate)
            _useCount--;
    }

    private void Close()
    {
        foreach (var statement in _finds.Values.Concat(_idleRanges.Values.SelectMany(idle => idle)))
            statement.Dispose();
        _finds.Clear();
        _idleRanges.Clear();
        _isInSnapshot = false;
        _begin?.Dispose();
        _end?.Dispose();
        _database?.Dispose();
        _database = null;
    }

    [MemberNotNull(nameof(_database))]
    private void Open()
    {
        var database = new SqliteDatabase(path, isReadOnly: true);
        _begin = database.Prepare("BEGIN");
        _end = database.Prepare("COMMIT");
        _database = database;
    }

    private void EndSnapshot()
    {
        _isInSnapshot = false;
        try
        {
            _end!.Run();
        }
        catch (StoreException)
        {
            // Nothing is lost with a transaction that has only read. The next use opens a connection that works, or says why not.
            Close();
        }
    }
}
