using System.Collections.Concurrent;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Sqlite;

/// <summary>
/// The embedded store: one database file in write-ahead-log mode, each group of batches synced before it is acknowledged.
/// One writer thread commits, one thread checkpoints, readers have connections of their own.
/// </summary>
public sealed class SqliteStore : IStore
{
    internal const string FileName = "stepwell.db";

    private readonly string _path;
    private readonly SqlDialect _dialect = new SqliteDialect();
    private readonly DirectoryLock _lock;
    private readonly SqliteStoreOptions _options;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly SqliteWriter _writer;
    private readonly GroupCommitter _committer;
    private readonly Lazy<SqliteReader>[] _partitionReaders;
    private readonly ConcurrentStack<SqliteReader> _idleReaders = [];
    private readonly List<SqliteReader> _readers = [];
    private SqliteDatabase? _database;
    private volatile bool _isDisposed;

    private SqliteStore(SqliteStoreOptions options, StoreSchema schema, DirectoryLock directoryLock, SqliteDatabase database, string path)
    {
        _path = path;
        _lock = directoryLock;
        _options = options;
        _database = database;
        Prepare(database);
        PartitionCount = new SqliteSchema(database, _dialect).Prepare(schema, options.PartitionCount);
        DurableDirectory.Sync(options.Directory);
        _partitionReaders = [.. Enumerable.Range(0, PartitionCount).Select(_ => new Lazy<SqliteReader>(NewReader))];
        _checkpointer = new SqliteCheckpointer(path, options.CheckpointPages, options.CheckpointFailed, Recover);
        _writer = new SqliteWriter(database, _dialect, _checkpointer);
        _committer = new GroupCommitter(_writer, PartitionCount, options.Meters);
        _checkpointer.Start();
    }

    public int PartitionCount { get; }

    /// <summary>Opens the store of a directory, or creates it.</summary>
    /// <exception cref="StoreInUseException">Another process has it open.</exception>
    /// <exception cref="StoreSchemaException">It was made by a newer version, or with other tables.</exception>
    public static SqliteStore Open(SqliteStoreOptions options, StoreSchema schema)
    {
        DurableDirectory.Create(options.Directory);
        var directoryLock = DirectoryLock.Take(options.Directory);
        SqliteDatabase? database = null;
        try
        {
            var path = Path.Combine(options.Directory, FileName);
            database = new SqliteDatabase(path, isReadOnly: false);
            return new SqliteStore(options, schema, directoryLock, database, path);
        }
        catch
        {
            database?.Dispose();
            directoryLock.Dispose();
            throw;
        }
    }

    public long Claim(int partition)
    {
        lock (_checkpointer.WriterHold)
        {
            if (_checkpointer.HasLostPages)
                Recover();
            _writer.Settle();
        }

        return _committer.Claim(partition);
    }

    public void Submit(WriteBatch batch) => _committer.Submit(batch);

    public IStoreReader PartitionReader(int partition) => _partitionReaders[partition].Value;

    public ReaderLease RentReader()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new ReaderLease(_idleReaders.TryPop(out var reader) ? reader : NewReader(), GiveBack);
    }

    /// <summary>Commits what is pending, copies the log into the database and closes. Readers must not be in use any more.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _checkpointer.Stop();
        _committer.Dispose();
        _checkpointer.Dispose();
        foreach (var reader in _partitionReaders.Where(reader => reader.IsValueCreated))
            reader.Value.Dispose();
        while (_idleReaders.TryPop(out var reader))
            reader.Dispose();
        CloseDatabase();
        _lock.Dispose();
    }

    private void CloseDatabase()
    {
        try
        {
            if (_checkpointer.HasLostPages)
                _database?.LeaveLog();
            else
                _ = _database!.TryEmptyLog();
        }
        catch (StoreException exception)
        {
            // What is in the log is safe there. The next start copies it.
            _database!.LeaveLog();
            _options.CheckpointFailed(exception);
        }

        _database?.Dispose();
    }

    private void Prepare(SqliteDatabase database)
    {
        database.Execute($"PRAGMA cache_size=-{_options.CacheKiB}; PRAGMA temp_store=MEMORY; PRAGMA page_size=4096");
        database.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
    }

    /// <summary>
    /// After a sync of the database that failed: ends all connections, copies the whole log once more, and begins anew. What was acknowledged is in
    /// the log, so nothing is lost; what SQLite believes to be in the database already may be.
    /// </summary>
    /// <exception cref="StoreException">The disk still fails, or readers are at work.</exception>
    private void Recover()
    {
        lock (_checkpointer.WriterHold)
        {
            if (!_checkpointer.HasLostPages)
                return;
            if (!ShutReaders())
                throw new StoreException("The store waits for readers, to recover after its disk failed.");
            _writer.Dispose();
            _checkpointer.Close();
            _database?.LeaveLog();
            _database?.Dispose();
            _database = null;
            CopyWholeLog();

            _database = new SqliteDatabase(_path, isReadOnly: false);
            Prepare(_database);
            _writer.Open(_database);
            _checkpointer.Open();
            lock (_readers)
                _readers.ForEach(reader => reader.Unshut());
        }
    }

    /// <summary>Alone with the file, and with an index of its own, SQLite takes nothing for copied.</summary>
    private void CopyWholeLog()
    {
        using var database = new SqliteDatabase(_path, isReadOnly: false);
        database.LeaveLog();
        database.Execute("PRAGMA locking_mode=EXCLUSIVE; PRAGMA synchronous=FULL");
        if (!database.TryEmptyLog())
            throw new StoreException("The log could not be copied.");
    }

    private bool ShutReaders()
    {
        lock (_readers)
            return _readers.ConvertAll(reader => reader.TryShut()).TrueForAll(isShut => isShut);
    }

    private SqliteReader NewReader()
    {
        var reader = new SqliteReader(_path, _dialect);
        lock (_readers)
        {
            _readers.Add(reader);
            if (_checkpointer.HasLostPages)
                _ = reader.TryShut();
        }

        return reader;
    }

    private void GiveBack(IStoreReader lent)
    {
        var reader = (SqliteReader)lent;
        reader.Refresh();
        if (!_isDisposed && _idleReaders.Count < _options.ReaderPoolSize)
        {
            _idleReaders.Push(reader);
            return;
        }

        lock (_readers)
            _readers.Remove(reader);
        reader.Dispose();
    }
}
