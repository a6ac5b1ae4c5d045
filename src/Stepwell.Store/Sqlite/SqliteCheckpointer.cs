using SQLitePCL;

namespace Stepwell.Store.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database, outside of commits. Most of it goes while the writer works; the rest in a short hold
/// of the writer, after which the log starts again at its beginning. Without the hold a busy writer would let it grow for ever.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    /// <summary>Milliseconds between attempts to recover.</summary>
    private const int RecoveryDelay = 500;

    private readonly string _path;
    private readonly int _checkpointPages;
    private readonly Action<StoreException> _failed;
    private readonly Action _recover;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private SqliteDatabase? _database;
    private long _pagesWritten;
    private long _nextPages;
    private bool _isHalfDone;
    private volatile bool _hasLostPages;
    private volatile bool _isStopped;

    /// <param name="recover">Called until it succeeds after a sync of the database failed. Ends with <see cref="Open"/>, or throws.</param>
    public SqliteCheckpointer(string path, int checkpointPages, Action<StoreException> failed, Action recover)
    {
        _path = path;
        _failed = failed;
        _recover = recover;
        _checkpointPages = checkpointPages;
        Open();
        _thread = new Thread(Run) { IsBackground = true, Name = "stepwell store checkpoints" };
    }

    /// <summary>Held by the writer during a transaction.</summary>
    public Lock WriterHold { get; } = new();

    /// <summary>
    /// The database could not be synced. Pages that were copied into it before may be lost, although SQLite takes them for safe: nobody may read
    /// or write until they have been copied from the log once more.
    /// </summary>
    public bool HasLostPages => _hasLostPages;

    public void Start() => _thread.Start();

    /// <summary>Called by the writer, which holds <see cref="WriterHold"/>.</summary>
    public void PagesWritten(int count)
    {
        _pagesWritten += count;
        if (_pagesWritten >= _nextPages)
            _due.Set();
    }

    /// <summary>The log is empty, or as the last life of the store left it.</summary>
    public void Open()
    {
        var database = new SqliteDatabase(_path, isReadOnly: false);
        try
        {
            // A connection that has never read does not know of the log, and its checkpoints do nothing.
            database.Execute("SELECT count(*) FROM sqlite_schema");
        }
        catch
        {
            database.Dispose();
            throw;
        }

        _database = database;
        (_pagesWritten, _nextPages, _isHalfDone, _hasLostPages) = (0, _checkpointPages, false, false);
    }

    /// <summary>Leaves the log as it is. Only while pages are lost, or when the thread has ended.</summary>
    public void Close()
    {
        _database?.LeaveLog();
        _database?.Dispose();
        _database = null;
    }

    /// <summary>Ends the thread. From now on the log only grows.</summary>
    public void Stop()
    {
        _isStopped = true;
        _due.Set();
        _thread.Join();
    }

    /// <summary>After <see cref="Stop"/>, when nobody writes any more.</summary>
    public void Dispose()
    {
        Close();
        _due.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _due.WaitOne(_hasLostPages ? RecoveryDelay : Timeout.Infinite);
            if (_isStopped)
                return;

            try
            {
                if (_hasLostPages)
                    _recover();
                else
                    Checkpoint();
            }
            catch (StoreException exception)
            {
                // The log stays as it is and goes on growing; the next attempt copies it all.
                _hasLostPages |= exception.EngineCode == raw.SQLITE_IOERR_FSYNC;
                _failed(exception);
            }
        }
    }

    private void Checkpoint()
    {
        // What does not succeed, because a reader is on an old state, is tried again after some more pages.
        lock (WriterHold)
            _nextPages = _pagesWritten + (_checkpointPages / 4);

        // Pages that an earlier attempt left without a sync are synced now. If that fails, the writer must not have read what is lost.
        if (!_isHalfDone)
            _ = _database!.TryCheckpoint();
        lock (WriterHold)
        {
            _isHalfDone = !_database!.TryCheckpoint();
            if (!_isHalfDone)
            {
                _pagesWritten = 0;
                _nextPages = _checkpointPages;
            }
        }
    }
}
