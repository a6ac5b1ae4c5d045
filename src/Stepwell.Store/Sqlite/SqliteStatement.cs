using SQLitePCL;

namespace Stepwell.Store.Sqlite;

/// <summary>A prepared statement with its ways in (binder) and out (row).</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly sqlite3_stmt _handle;

    public SqliteStatement(SqliteDatabase database, sqlite3_stmt handle)
    {
        _database = database;
        _handle = handle;
        Parameters = new SqliteBinder(database, handle);
        Row = new SqliteRow(handle);
    }

    public SqliteBinder Parameters { get; }

    public SqliteRow Row { get; }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        var result = raw.sqlite3_step(_handle);
        // Reset returns the error of the step again, with the message still in place.
        _ = raw.sqlite3_reset(_handle);
        if (result != raw.SQLITE_DONE)
            _database.Check(result);
    }

    /// <returns>Whether there is a row to read.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(_handle);
        _database.Check(result);
        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ends the statement, and the read transaction with it if it was the last.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_handle);

    public void Dispose() => _handle.Dispose();
}
