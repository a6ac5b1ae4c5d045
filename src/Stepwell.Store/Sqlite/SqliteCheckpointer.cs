namespace Stepwell.Store.Sqlite;

/// <summary>
/// Copies the write-ahead log into the database, outside of commits. Most of it goes while the writer works; the rest in a short hold
/// of the writer, after which the log starts again at its beginning. Without the hold a busy writer would let it grow for ever.
/// </summary>
internal sealed class SqliteCheckpointer : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly int _checkpointPages;
    private readonly Action<StoreException> _failed;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private long _pagesWritten;
    private long _nextPages;
    private volatile bool _isStopped;

    public SqliteCheckpointer(string path, int checkpointPages, Action<StoreException> failed)
    {
        _failed = failed;
        _checkpointPages = checkpointPages;
        _nextPages = checkpointPages;
        _database = new SqliteDatabase(path, isReadOnly: false);
        // A connection that has never read does not know of the log, and its checkpoints do nothing.
        _database.Execute("SELECT count(*) FROM sqlite_schema");
        _thread = new Thread(Run) { IsBackground = true, Name = "stepwell store checkpoints" };
        _thread.Start();
    }

    /// <summary>Held by the writer during a transaction.</summary>
    public Lock WriterHold { get; } = new();

    /// <summary>Called by the writer, which holds <see cref="WriterHold"/>.</summary>
    public void PagesWritten(int count)
    {
        _pagesWritten += count;
        if (_pagesWritten >= _nextPages)
            _due.Set();
    }

    public void Dispose()
    {
        _isStopped = true;
        _due.Set();
        _thread.Join();
        _database.Dispose();
        _due.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            _due.WaitOne();
            if (_isStopped)
                return;

            try
            {
                Checkpoint();
            }
            catch (StoreException exception)
            {
                // The log stays as it is and goes on growing; the next attempt copies it all.
                _failed(exception);
            }
        }
    }

    private void Checkpoint()
    {
        // What does not succeed, because a reader is on an old state, is tried again after some more pages.
        lock (WriterHold)
            _nextPages = _pagesWritten + (_checkpointPages / 4);

        _ = _database.TryCheckpoint();
        lock (WriterHold)
        {
            if (_database.TryCheckpoint())
            {
                _pagesWritten = 0;
                _nextPages = _checkpointPages;
            }
        }
    }
}
