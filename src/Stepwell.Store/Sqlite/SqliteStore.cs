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
    private readonly SqliteDatabase _database;
    private readonly SqliteCheckpointer _checkpointer;
    private readonly GroupCommitter _committer;
    private readonly Lazy<SqliteReader>[] _partitionReaders;
    private readonly ConcurrentStack<SqliteReader> _idleReaders = [];
    private readonly int _readerPoolSize;
    private volatile bool _isDisposed;

    private SqliteStore(SqliteStoreOptions options, StoreSchema schema, DirectoryLock directoryLock, SqliteDatabase database, string path)
    {
        _path = path;
        _lock = directoryLock;
        _database = database;
        _readerPoolSize = options.ReaderPoolSize;
        database.Execute($"PRAGMA cache_size=-{options.CacheKiB}; PRAGMA temp_store=MEMORY; PRAGMA page_size=4096");
        database.Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0");
        PartitionCount = new SqliteSchema(database, _dialect).Prepare(schema, options.PartitionCount);
        DurableDirectory.Sync(options.Directory);

        _partitionReaders = [.. Enumerable.Range(0, PartitionCount).Select(_ => new Lazy<SqliteReader>(OpenReader))];
        _checkpointer = new SqliteCheckpointer(path, options.CheckpointPages, options.CheckpointFailed);
        _committer = new GroupCommitter(new SqliteWriter(database, _dialect, _checkpointer), PartitionCount, options.Meters);
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

    public long Claim(int partition) => _committer.Claim(partition);

    public void Submit(WriteBatch batch) => _committer.Submit(batch);

    public IStoreReader PartitionReader(int partition) => _partitionReaders[partition].Value;

    public ReaderLease RentReader()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return new ReaderLease(_idleReaders.TryPop(out var reader) ? reader : OpenReader(), GiveBack);
    }

    /// <summary>Commits what is pending, copies the log into the database and closes. Readers must not be in use any more.</summary>
    public void Dispose()
    {
        if (_isDisposed)
            return;

        _isDisposed = true;
        _committer.Dispose();
        _checkpointer.Dispose();
        foreach (var reader in _partitionReaders.Where(reader => reader.IsValueCreated))
            reader.Value.Dispose();
        while (_idleReaders.TryPop(out var reader))
            reader.Dispose();
        _database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        _database.Dispose();
        _lock.Dispose();
    }

    private SqliteReader OpenReader() => new(_path, _dialect);

    private void GiveBack(IStoreReader lent)
    {
        var reader = (SqliteReader)lent;
        if (_isDisposed || _idleReaders.Count >= _readerPoolSize)
            reader.Dispose();
        else
            _idleReaders.Push(reader);
    }
}
