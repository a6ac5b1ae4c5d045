using SQLitePCL;

namespace Stepwell.Store.Sqlite;

/// <summary>One connection, used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>What remains of an extended result code is its kind.</summary>
    private const int PrimaryCode = 0xff;

    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG: the plan does not depend on the values of parameters.</summary>
    private const int EnablePlannerStability = 1007;

    /// <summary>SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE.</summary>
    private const int LeaveLogOnClose = 1006;

    private readonly sqlite3 _handle;

    static SqliteDatabase()
    {
        Batteries_V2.Init();
        // Its books on memory are kept under one lock of all connections.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    public SqliteDatabase(string path, bool isReadOnly)
    {
        var flags = raw.SQLITE_OPEN_NOMUTEX
            | (isReadOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        var result = raw.sqlite3_open_v2(path, out _handle, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errstr(result).utf8_to_string();
            _handle.Dispose();
            throw new StoreException($"SQLite could not open {path}: {message}.");
        }

        _ = raw.sqlite3_extended_result_codes(_handle, 1);
        _ = raw.sqlite3_busy_timeout(_handle, 10_000);
        // Else a statement whose range ends in a partial index is compiled anew each time that its parameters change.
        Check(raw.sqlite3_db_config(_handle, EnablePlannerStability, 1, out _));
    }

    /// <summary>Pages written by this connection since the last call.</summary>
    public int TakePagesWritten()
    {
        Check(raw.sqlite3_db_status(_handle, raw.SQLITE_DBSTATUS_CACHE_WRITE, out var current, out _, resetFlg: 1));
        return current;
    }

    public bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public SqliteStatement Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return new SqliteStatement(this, statement);
    }

    /// <summary>
    /// Copies what it can from the log into the database without waiting for anyone. Right in the middle of a commit it can do nothing.
    /// </summary>
    /// <returns>Whether all of the log has been copied.</returns>
    public bool TryCheckpoint() => TryCheckpoint(raw.SQLITE_CHECKPOINT_PASSIVE);

    /// <summary>Copies the log into the database and makes it empty. Waits for readers for a while.</summary>
    /// <returns>Whether it is empty.</returns>
    public bool TryEmptyLog() => TryCheckpoint(raw.SQLITE_CHECKPOINT_TRUNCATE);

    /// <summary>When this connection is closed and was the last, it does not touch the log.</summary>
    public void LeaveLog() => Check(raw.sqlite3_db_config(_handle, LeaveLogOnClose, 1, out _));

    /// <summary>Copies all pages, as they are at one moment, over what the other database has.</summary>
    public void CopyTo(SqliteDatabase target)
    {
        using var copy = raw.sqlite3_backup_init(target._handle, "main", _handle, "main");
        if (copy.IsInvalid)
            target.Check(raw.sqlite3_errcode(target._handle));
        _ = raw.sqlite3_backup_step(copy, nPage: -1);
        target.Check(raw.sqlite3_backup_finish(copy));
    }

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
            return;

        var message = raw.sqlite3_errmsg(_handle).utf8_to_string();
        throw (result & PrimaryCode) is raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH or raw.SQLITE_TOOBIG
            ? new ConstraintException(message)
            : new StoreException($"SQLite: {message} ({result}).") { EngineCode = result };
    }

    public void Dispose() => _handle.Dispose();

    private bool TryCheckpoint(int mode)
    {
        var result = raw.sqlite3_wal_checkpoint_v2(_handle, null, mode, out var logFrames, out var copiedFrames);
        if ((result & PrimaryCode) == raw.SQLITE_BUSY)
            return false;

        Check(result);
        return logFrames == copiedFrames;
    }
}
